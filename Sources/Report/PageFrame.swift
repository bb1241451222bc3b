import Domain

/// What every page has around its content: head, navigation, masthead, footer.
struct PageFrame {
    /// The window's title.
    let title: String
    /// Links to the other pages; the current one is marked.
    let links: [(label: String, target: String)]
    let current: String
    /// The small line over the heading.
    let kicker: String
    let heading: String
    /// Terms and values under the heading: whom and when the page is about.
    let facts: [(term: String, value: HTMLNode)]
    /// French sentences in a frame, under the heading.
    let notices: [String]
    let footer: [HTMLNode]

    func document(_ content: [HTMLNode]) -> [UInt8] {
        HTMLRenderer.document(
            tag("html", [HTMLAttribute("lang", "fr")], head, body(content)))
    }

    /// No script, no network: nothing may be fetched, and the one style sheet is known by its hash.
    private static let policy =
        "default-src 'none'; style-src 'sha256-\(Stylesheet.hash)'; base-uri 'none'; "
        + "form-action 'none'"

    private var head: HTMLNode {
        tag(
            "head", [],
            .void("meta", [HTMLAttribute("charset", "utf-8")]),
            .void(
                "meta",
                [
                    HTMLAttribute("http-equiv", "Content-Security-Policy"),
                    HTMLAttribute("content", Self.policy),
                ]),
            meta("viewport", "width=device-width, initial-scale=1"),
            meta("color-scheme", "light dark"),
            meta("referrer", "no-referrer"),
            tag("title", [], .text(title)),
            tag("style", [], .raw(Stylesheet.css)))
    }

    private func meta(_ name: String, _ content: String) -> HTMLNode {
        .void("meta", [HTMLAttribute("name", name), HTMLAttribute("content", content)])
    }

    private func body(_ content: [HTMLNode]) -> HTMLNode {
        tag(
            "body", [],
            tag("a", [.class("skip"), .href("#contenu")], "Aller au contenu"),
            navigation,
            tag(
                "header", [.class("wide")],
                tag(
                    "div", class: "masthead",
                    tag("p", class: "kicker", .text(kicker)),
                    tag("h1", [], .text(heading)),
                    factList)),
            tag(
                "main", [.class("wide"), .id("contenu")],
                notices.map {
                    tag("p", class: "notice", .text(FrenchTypography.set($0)))
                } + content),
            tag("footer", [], tag("div", [.class("wide")], footer)))
    }

    private var factList: HTMLNode {
        facts.isEmpty
            ? .nothing
            : tag(
                "dl", [.class("meta")],
                facts.map { fact in
                    tag("div", [], tag("dt", [], .text(fact.term)), tag("dd", [], fact.value))
                })
    }

    private var navigation: HTMLNode {
        guard !links.isEmpty else { return .nothing }
        return tag(
            "nav", [HTMLAttribute("aria-label", "Pages du rapport")],
            tag(
                "div", class: "wide",
                tag(
                    "ul", [],
                    links.map { entry in
                        var attributes: [HTMLAttribute] = [.href(entry.target)]
                        if entry.target == current {
                            attributes.append(HTMLAttribute("aria-current", "page"))
                        }
                        return tag("li", [], tag("a", attributes, .text(entry.label)))
                    })))
    }
}

/// A day as people read it and as machines do.
func day(_ date: CivilDate) -> HTMLNode {
    tag("time", [HTMLAttribute("datetime", date.description)], .text(FrenchDates.full(date)))
}
