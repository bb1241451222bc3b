import Foundation

/// The one style sheet of every page: light and dark on a screen, black on white on A4.
///
/// It stands inside each page; the page's content policy admits it by its hash and nothing else.
/// No `<` and no `&` in it, so that it is well-formed inside the page as it stands.
enum Stylesheet {
    /// Base64 of the SHA-256 of the bytes between the tags of `style`.
    static let hash: String = {
        let bytes = css.withUTF8Buffer { Array($0) }
        return Data(SHA256.digest(bytes)).base64EncodedString()
    }()

    static let css: StaticString = """
        :root {
          color-scheme: light dark;
          --ink: #1b2733; --soft: #55636f; --line: #dde3e8; --ground: #f5f7f8; --sheet: #ffffff;
          --head: #eef2f4; --accent: #155e75; --met: #17693f; --watch: #8a5300; --missed: #a8231c;
          --deep: #0b5a8f; --diagonal: #e69f00; --dotted: #8fcbee; --upright: #f3dd8d;
          --counter: #c4480a; --pale: #d5dbe0; --level: #a9b3bb; --hatch: #ffffffb0;
          --age1: #d6e6f2; --age2: #a3c8e3; --age3: #6aa3cd; --age4: #2f74a8; --age5: #0a3f68;
          --s1: #0b5a8f; --s2: #b3541e; --goal: #6b4a00; --neutral: #6a3d9a;
          --met-ground: #e7f4ec; --watch-ground: #fdf1dc; --missed-ground: #fcebe9;
        }
        @media screen and (prefers-color-scheme: dark) {
          :root {
            --ink: #e4e9ed; --soft: #a3b0bb; --line: #35414c; --ground: #12181e; --sheet: #1b232b;
            --head: #232d36; --accent: #7cc6dc; --met: #7fd3a2; --watch: #efb963; --missed: #f59a92;
            --deep: #4ea3dc; --diagonal: #e0a325; --dotted: #2f6e95; --upright: #8a7322;
            --counter: #e0703a; --pale: #4a5762; --level: #71808c; --hatch: #12181ea0;
            --age1: #203547; --age2: #2a4e6c; --age3: #376c96; --age4: #74b2e0; --age5: #c5e3fa;
            --s1: #6fb9ea; --s2: #f0935c; --goal: #e6c267; --neutral: #c3a2ea;
            --met-ground: #17352574; --watch-ground: #3d2e1274; --missed-ground: #42201d74;
          }
        }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        body {
          margin: 0; background: var(--ground); color: var(--ink);
          font: 1rem/1.5 "Inter", "Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans", Arial,
            sans-serif;
          overflow-wrap: anywhere;
        }
        a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.18em; }
        a:hover { text-decoration-thickness: 2px; }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
        .wide { max-width: 76rem; margin: 0 auto; padding: 0 1.5rem; }
        .skip { position: absolute; left: -100rem; }
        .skip:focus { left: 1rem; top: 1rem; background: var(--sheet); padding: 0.5rem 1rem; }
        nav { background: var(--sheet); border-bottom: 1px solid var(--line); font-size: 0.875rem; }
        nav ul {
          display: flex; flex-wrap: wrap; gap: 0.125rem 1.375rem; list-style: none; margin: 0;
          padding: 0.625rem 0;
        }
        nav a { display: inline-block; padding: 0.25rem 0; text-decoration: none; }
        nav a:hover { text-decoration: underline; }
        nav a[aria-current] {
          color: var(--ink); font-weight: 600; box-shadow: inset 0 -2px var(--accent);
        }
        nav.contents { background: none; border: 0; }
        nav.contents ul { padding: 0 0 0.25rem; }
        .masthead { padding: 2rem 0 1.25rem; }
        .kicker { margin: 0; color: var(--soft); font-size: 0.9375rem; }
        h1 { margin: 0.125rem 0 1rem; font-size: 2rem; line-height: 1.2; letter-spacing: -0.015em; }
        h2 {
          margin: 3rem 0 0.75rem; font-size: 1.375rem; line-height: 1.3; letter-spacing: -0.01em;
        }
        h3 { margin: 2rem 0 0.5rem; font-size: 1.0625rem; line-height: 1.35; }
        p { margin: 0 0 0.75rem; max-width: 46rem; }
        .meta { display: flex; flex-wrap: wrap; gap: 0.5rem 2.25rem; margin: 0; }
        .meta dt { color: var(--soft); font-size: 0.8125rem; }
        .meta dd { margin: 0; font-weight: 600; }
        .badge {
          display: inline-block; margin-left: 0.375rem; padding: 0 0.5rem; border-radius: 1rem;
          border: 1px solid var(--watch); color: var(--watch); font-size: 0.8125rem;
          font-weight: 600;
        }
        .notice {
          max-width: none; margin: 0 0 0.75rem; padding: 0.75rem 1rem; border-radius: 0.375rem;
          border-left: 4px solid var(--watch); background: var(--watch-ground);
        }
        .soft, small { color: var(--soft); }
        small { font-size: 0.8125rem; }
        .cards {
          display: grid; grid-template-columns: repeat(auto-fill, minmax(16.25rem, 1fr));
          gap: 0 1rem; list-style: none; margin: 0; padding: 0;
        }
        .card {
          display: grid; grid-row: span 6; grid-template-rows: subgrid; align-content: start;
          margin-bottom: 1rem; padding: 1rem 1.125rem; background: var(--sheet);
          border: 1px solid var(--line); border-top: 3px solid var(--line);
          border-radius: 0.5rem;
        }
        .card.met { border-top-color: var(--met); }
        .card.watch { border-top-color: var(--watch); }
        .card.missed { border-top-color: var(--missed); }
        .card h3 { margin: 0 0 0.375rem; font-size: 0.9375rem; font-weight: 500; }
        .card h3 a { color: inherit; text-decoration-color: var(--line); }
        .card p { margin: 0; font-size: 0.875rem; }
        .card .figure { font-size: 1rem; line-height: 1.3; margin-bottom: 0.5rem; }
        .figure b { font-size: 2.125rem; font-weight: 650; letter-spacing: -0.02em; }
        .figure .absent { font-size: 1.25rem; line-height: 2.2; color: var(--soft); }
        .card .target { color: var(--soft); white-space: nowrap; }
        .card .status { margin-right: 0.25rem; }
        .card .beside { color: var(--soft); margin-top: 0.375rem; }
        .card .beside span { display: block; }
        .sparkline { display: block; width: 100%; max-width: 12rem; margin-top: 0.5rem; }
        .points { list-style: none; margin: 0 0 1rem; padding: 0; }
        .point {
          display: grid; grid-template-columns: 8rem minmax(0, 1fr); gap: 0 1rem;
          padding: 0.625rem 1rem; background: var(--sheet); border: 1px solid var(--line);
          border-left: 4px solid var(--line);
        }
        .point + .point { border-top: 0; }
        .point.met { border-left-color: var(--met); }
        .point.watch { border-left-color: var(--watch); }
        .point.missed { border-left-color: var(--missed); }
        .point p { margin: 0; max-width: 60rem; }
        .point .status { font-size: 0.875rem; line-height: 1.7; }
        .point a { white-space: nowrap; }
        .gallery {
          display: grid; grid-template-columns: repeat(auto-fill, minmax(min(30rem, 100%), 1fr));
          gap: 1rem;
        }
        .chart {
          margin: 0; padding: 1rem 1.125rem 0.5rem; background: var(--sheet); min-width: 0;
          border: 1px solid var(--line); border-radius: 0.5rem; display: flex;
          flex-direction: column;
        }
        .chart.large { grid-column: 1 / -1; }
        .chart:target { border-color: var(--accent); box-shadow: 0 0 0 2px var(--accent); }
        .chart h3, .chart h4 { margin: 0; font-size: 1rem; line-height: 1.35; }
        .chart figcaption p { margin: 0.25rem 0 0.5rem; font-size: 0.8125rem; color: var(--soft); }
        .chart details { margin: auto 0 0; font-size: 0.8125rem; }
        .shape.met { color: var(--met); } .shape.watch { color: var(--watch); }
        .shape.missed { color: var(--missed); }
        .heard {
          position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
          white-space: nowrap;
        }
        .print { display: none; }
        .drawing { position: relative; overflow-x: auto; margin-bottom: 0.25rem; }
        .drawing svg { display: block; width: 100%; height: auto; }
        .large .drawing svg { min-width: 46rem; }
        svg text { font-size: 12.5px; fill: var(--ink); }
        svg .tick { font-size: 11.5px; fill: var(--soft); }
        svg .cell { font-size: 11.5px; }
        svg .cell { font-variant-numeric: tabular-nums; }
        svg .cell.few { font-size: 10px; }
        svg .on-dark { fill: var(--sheet); }
        svg .halo { paint-order: stroke; stroke: var(--sheet); stroke-width: 4px; }
        svg .strong { fill: var(--ink); }
        svg .value { font-weight: 650; }
        svg .value.s1 { fill: var(--s1); }
        svg .value.s2 { fill: var(--s2); }
        .grid { stroke: var(--line); stroke-width: 1; }
        .trace { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
        .trace.s1 { stroke: var(--s1); }
        .trace.s2 { stroke: var(--s2); stroke-dasharray: 1 4; }
        .dot.s1, .mark.s1 { fill: var(--s1); }
        .mark.s2 { fill: var(--s2); }
        .mark.hollow { fill: var(--sheet); stroke: var(--s1); stroke-width: 2; }
        .mark.hollow.s2 { stroke: var(--s2); }
        .goal { fill: none; stroke: var(--goal); stroke-width: 1.5; stroke-dasharray: 6 4; }
        svg .goal-label { fill: var(--goal); }
        .mean { stroke: var(--ink); stroke-width: 1.25; }
        .limit { fill: none; stroke: var(--soft); stroke-width: 1.25; }
        .limit.near { stroke-dasharray: 2 3; }
        .unit { fill: var(--s1); stroke: var(--sheet); stroke-width: 1; }
        .unit.near { fill: var(--diagonal); stroke: var(--ink); }
        .unit.beyond { fill: var(--counter); stroke: var(--ink); }
        .rest { fill: var(--head); }
        svg .alarm { fill: var(--missed); font-weight: 650; }
        .better { --mark: var(--s1); } .worse { --mark: var(--s2); }
        .neutral { --mark: var(--neutral); } .common { --mark: var(--soft); }
        .middle { stroke: var(--soft); stroke-width: 1.25; }
        .fence { stroke: var(--soft); stroke-width: 1.25; stroke-dasharray: 2 3; }
        .fence.provisional { stroke-dasharray: 1 5; }
        svg .fence-label { fill: var(--soft); font-size: 11.5px; }
        .recast { stroke: var(--ink); stroke-width: 1.5; }
        .trace.thin { stroke: var(--soft); stroke-width: 1; }
        .point-mark { fill: var(--mark); }
        .point-mark.hollow { fill: var(--sheet); stroke: var(--mark); stroke-width: 1.75; }
        .icon {
          width: 1.25rem; height: 1.25rem; flex: none; fill: none; stroke: var(--mark);
          stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round;
        }
        .icon .frame { stroke-width: 2.2; }
        .icon.common .frame { stroke-width: 1; }
        .card .signals {
          display: flex; flex-wrap: wrap; align-content: start; gap: 0.25rem 0.75rem;
          margin-top: 0.5rem;
        }
        .legend { font-size: 0.8125rem; max-width: 60rem; color: var(--soft); }
        .signal { display: inline-flex; align-items: center; gap: 0.375rem; font-size: 0.8125rem; }
        .icons { margin-left: 0.375rem; white-space: nowrap; }
        .icons .icon { width: 1rem; height: 1rem; vertical-align: -0.1875rem; }
        .part { stroke: var(--sheet); stroke-width: 1; }
        .hatch { stroke: var(--hatch); stroke-width: 1.5; fill: none; }
        .specks {
          stroke: var(--hatch); stroke-width: 2; stroke-linecap: round; stroke-dasharray: 0 4;
        }
        .fill-deep { fill: var(--deep); } .fill-diagonal { fill: var(--diagonal); }
        .fill-dotted { fill: var(--dotted); } .fill-upright { fill: var(--upright); }
        .fill-counter { fill: var(--counter); } .fill-pale { fill: var(--pale); }
        .fill-level { fill: var(--level); } .fill-age1 { fill: var(--age1); }
        .fill-age2 { fill: var(--age2); } .fill-age3 { fill: var(--age3); }
        .fill-age4 { fill: var(--age4); } .fill-age5 { fill: var(--age5); }
        .status { white-space: nowrap; font-weight: 600; }
        .status.met { color: var(--met); }
        .status.watch { color: var(--watch); }
        .status.missed { color: var(--missed); }
        .status.none { color: var(--soft); font-weight: 400; }
        .scroll {
          position: relative; overflow-x: auto; margin: 0 0 1.25rem; background: var(--sheet);
          border: 1px solid var(--line); border-radius: 0.5rem;
        }
        table { border-collapse: collapse; width: 100%; font-size: 0.875rem; line-height: 1.4; }
        caption {
          text-align: left; padding: 0.75rem 0.875rem 0.625rem; font-weight: 600;
          font-size: 0.9375rem;
        }
        th, td { padding: 0.375rem 0.875rem; text-align: left; vertical-align: top; }
        thead th {
          background: var(--head); font-weight: 600; font-size: 0.8125rem; vertical-align: bottom;
          border-bottom: 1px solid var(--line);
        }
        thead small { display: block; font-weight: 400; font-size: 0.75rem; }
        th a { color: inherit; text-decoration-color: var(--soft); }
        tbody th a, td a { display: inline-block; min-height: 1.5rem; }
        tbody tr + tr { border-top: 1px solid var(--line); }
        tbody + tbody { border-top: 1px solid var(--line); }
        tbody th { font-weight: 500; min-width: 11rem; }
        tbody th[scope=rowgroup] {
          padding-top: 0.875rem; color: var(--soft); font-size: 0.8125rem; font-weight: 600;
        }
        tbody th small { display: block; line-height: 1.3; }
        .own th, .own td { background: var(--head); font-weight: 600; }
        .own small { font-weight: 400; }
        .number { text-align: right; font-variant-numeric: tabular-nums; }
        .number, .word, thead th { overflow-wrap: normal; }
        td.number { min-width: 6.5rem; }
        td.number .status, td small, td .absent { display: block; font-size: 0.75rem; }
        td .status.none { font-weight: 400; }
        td .absent { color: var(--soft); font-style: italic; font-weight: 400; }
        .badge.first { margin-left: 0; }
        .state .status { font-size: 0.8125rem; line-height: inherit; }
        .plain { padding-left: 1.25rem; margin: 0 0 1rem; max-width: 46rem; }
        .source { min-width: 9rem; }
        .places, .advice { min-width: 17rem; }
        .places div + div, .places small { margin-top: 0.25rem; }
        .definition {
          padding: 1rem 1.25rem; margin: 0 0 0.75rem; background: var(--sheet);
          border: 1px solid var(--line); border-radius: 0.5rem;
        }
        .definition:target { border-color: var(--accent); box-shadow: 0 0 0 2px var(--accent); }
        .definition h3 { margin: 0 0 0.5rem; }
        .definition dl, .facts {
          display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); gap: 0.25rem 1rem;
          margin: 0; font-size: 0.9375rem;
        }
        .facts { grid-template-columns: 16rem minmax(0, 1fr); margin-bottom: 1rem; }
        dt { color: var(--soft); }
        dd { margin: 0; max-width: 46rem; }
        code { font-family: ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace;
          font-size: 0.85em; }
        details { margin: 0 0 1.25rem; }
        summary { cursor: pointer; padding: 0.25rem 0; color: var(--accent); }
        footer {
          margin-top: 3.5rem; padding: 1.25rem 0 2rem; border-top: 1px solid var(--line);
          color: var(--soft); font-size: 0.8125rem;
        }
        footer p { margin: 0 0 0.25rem; max-width: none; }
        @media screen and (min-width: 44rem) {
          .scroll tbody th[scope=row] {
            position: sticky; left: 0; min-width: 14.5rem; background: var(--sheet);
          }
          .scroll .own th[scope=row] { background: var(--head); }
        }
        @media screen and (max-width: 43.99rem) {
          .wide { padding: 0 1rem; }
          h1 { font-size: 1.5rem; }
          h2 { margin-top: 2.25rem; font-size: 1.25rem; }
          .masthead { padding-top: 1.25rem; }
          .cards { grid-template-columns: 1fr; }
          .card { margin-bottom: 0.75rem; }
          .point { grid-template-columns: 1fr; }
          .chart { padding: 0.75rem 0.75rem 0.5rem; }
          svg text { font-size: 14px; }
          svg .tick, svg .cell { font-size: 13px; }
          th, td { padding: 0.5rem 0.625rem; }
          tbody th { min-width: 8.5rem; }
          .definition dl, .facts { grid-template-columns: 1fr; gap: 0; }
          .definition dd, .facts dd { margin-bottom: 0.5rem; }
        }
        @page { size: A4; margin: 14mm 12mm 16mm; }
        @media (forced-colors: active) {
          svg { forced-color-adjust: none; background: var(--sheet); color: var(--ink); }
          svg text { forced-color-adjust: none; }
          .card, .point { border: 1px solid; }
          nav a[aria-current] { text-decoration: underline; }
        }
        @media print {
          :root {
            color-scheme: light; --ground: #ffffff; --ink: #000000; --soft: #444444;
            --head: #f0f2f4; --line: #bbbbbb;
          }
          body { font-size: 9.5pt; line-height: 1.35; }
          nav, nav.contents, .skip, .screen, .chart details { display: none; }
          .print { display: block; }
          .wide { max-width: none; padding: 0 0.3mm; }
          .masthead { padding: 0 0 0.5rem; }
          h1 { font-size: 17pt; margin-bottom: 0.5rem; }
          h2 { font-size: 13pt; margin: 1.25rem 0 0.5rem; }
          h3 { font-size: 10.5pt; margin: 0.75rem 0 0.25rem; }
          h1, h2, h3, caption { break-after: avoid; }
          a { color: inherit; text-decoration: none; }
          .cards { grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 0 2.5mm; }
          .card { padding: 1.5mm 2mm; margin-bottom: 2mm; break-inside: avoid; }
          .card h3 { font-size: 8.5pt; }
          .card p { font-size: 7.5pt; line-height: 1.25; }
          .card .beside { font-size: 7pt; line-height: 1.2; margin-top: 0.5mm; }
          .card .figure { font-size: 9pt; margin-bottom: 1mm; }
          .figure b { font-size: 15pt; }
          .figure .absent { font-size: 10pt; }
          .card .sparkline { max-width: 26mm; margin-top: 0.5mm; }
          .legend, .headlines .icons { display: none; }
          .card .signals { margin-top: 0.5mm; gap: 0 1.5mm; }
          .signal, .card .signals small { font-size: 6.5pt; gap: 0.75mm; }
          .icon { width: 2.75mm; height: 2.75mm; }
          .icons { margin-left: 0.5mm; }
          .icons .icon { width: 2.75mm; height: 2.75mm; vertical-align: -0.5mm; }
          .points + p { font-size: 7.5pt; margin: 0; }
          .points { max-width: none; margin-bottom: 0.5rem; }
          .point { grid-template-columns: 22mm minmax(0, 1fr); padding: 1mm 2mm; gap: 0 2mm; }
          .point p, .point .status { font-size: 7.5pt; line-height: 1.25; }
          .point a, .chart figcaption a { display: none; }
          .point, .chart { break-inside: avoid; }
          .charts {
            display: grid; grid-template-columns: 1fr 1fr; grid-auto-flow: dense; gap: 2.5mm;
          }
          .charts h2 { grid-column: 1 / -1; margin-bottom: 0; }
          .charts h3 { display: none; }
          .gallery { display: contents; }
          .headlines { break-inside: avoid; }
          .headlines th[scope=row] {
            min-width: 44mm; max-width: 66mm; overflow: hidden; white-space: nowrap;
            text-overflow: ellipsis;
          }
          .headlines tr { break-inside: avoid; }
          .headlines table { font-size: 7pt; }
          .headlines td.number { padding: 0.8mm 1mm; }
          .headlines thead th { padding: 0.8mm 1mm; font-size: 7pt; }
          .chart { padding: 1.5mm 2mm 0.5mm; border-radius: 0; }
          .chart h4, .chart h3 { font-size: 9pt; }
          .chart figcaption p { font-size: 6.5pt; line-height: 1.25; margin: 0.5mm 0; }
          .drawing { overflow: visible; margin: 0; }
          .large .drawing svg { min-width: 0; }
          .scroll { overflow: visible; border: 0; border-radius: 0; margin-bottom: 0.5rem; }
          table { font-size: 8pt; line-height: 1.3; }
          caption { font-size: 9.5pt; padding: 0.375rem 0 0.25rem; }
          th, td { padding: 1mm 1.5mm; }
          thead { display: table-header-group; }
          thead th { font-size: 7.5pt; }
          .state .status { font-size: 7.5pt; }
          thead small, tbody th small, td.number .status, td small, td .absent { font-size: 7pt; }
          tbody th[scope=rowgroup] { font-size: 7.5pt; padding-top: 1.5mm; }
          main > p { margin-bottom: 1.5mm; font-size: 8pt; }
          main > p small { font-size: 8pt; }
          td.number { min-width: 0; }
          tbody th a, td a { display: inline; min-height: 0; }
          tbody th { min-width: 24mm; }
          tr, tbody, .scroll, .definition, .notice { break-inside: avoid; }
          .scroll.long, .scroll.long tbody { break-inside: auto; }
          .notice { padding: 1.5mm 2.5mm; margin-bottom: 1.5mm; }
          .definition { padding: 2mm 3mm; }
          .charts { margin-bottom: 2mm; }
          footer {
            margin-top: 3mm; padding: 1.5mm 0 0; font-size: 7.5pt; break-inside: avoid;
          }
          footer p + p { display: none; }
          * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
        }

        """
}
