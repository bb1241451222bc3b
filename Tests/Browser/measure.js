// What is measured inside a page. Evaluated through DevTools, never part of a page.
(() => {
  "use strict";

  /** A computed colour as red, green, blue (0 to 255) and alpha. */
  function parse(colour) {
    const numbers = colour.match(/^rgba?\(([^)]*)\)$/);
    if (!numbers) throw new Error("a colour in an unknown notation: " + colour);
    const [r, g, b, a = 1] = numbers[1].split(/[ ,/]+/).map(Number);
    return [r, g, b, a];
  }

  /** What is seen of layers, the uppermost first, on top of a white sheet. */
  function flatten(layers) {
    return [...layers, [255, 255, 255, 1]].reduceRight((below, layer) => {
      const alpha = layer[3];
      return [0, 1, 2].map((i) => alpha * layer[i] + (1 - alpha) * below[i]).concat(1);
    });
  }

  /** Relative luminance, WCAG 2.2. */
  function luminance(colour) {
    const [r, g, b] = colour.slice(0, 3).map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  function ratio(one, other) {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }

  /** The backgrounds of an element and of what it stands in, the uppermost first. */
  function sheets(element) {
    const layers = [];
    for (let place = element; place; place = place.parentElement) {
      const layer = parse(getComputedStyle(place).backgroundColor);
      if (layer[3] > 0) layers.push(layer);
      if (layer[3] === 1) break;
    }
    return layers;
  }

  /** The fillings that lie under a text of a drawing at a point, the uppermost first. */
  function fillings(text, x, y) {
    const layers = [];
    for (const shape of document.elementsFromPoint(x, y)) {
      const isBelow =
        shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
      if (!isBelow || !(shape instanceof SVGGeometryElement)) continue;
      const style = getComputedStyle(shape);
      const place = new DOMPoint(x, y).matrixTransform(shape.getScreenCTM().inverse());
      // A line and an outline are hit too, where they have nothing to fill.
      if (style.fill === "none" || !shape.isPointInFill(place)) continue;
      const layer = parse(style.fill);
      layers.push([...layer.slice(0, 3), layer[3] * style.fillOpacity * style.opacity]);
    }
    return layers;
  }

  /** The lowest contrast of a text of a drawing with what it is drawn upon. */
  function drawnContrast(text, box) {
    const style = getComputedStyle(text);
    const ink = parse(style.fill);
    const sheet = sheets(text.ownerSVGElement.parentElement);
    if (style.paintOrder.startsWith("stroke") && parseFloat(style.strokeWidth) >= 3) {
      return ratio(ink, flatten([parse(style.stroke), ...sheet]));
    }
    const y = box.top + box.height / 2;
    return Math.min(
      ...[0.1, 0.5, 0.9].map((share) => {
        const below = [...fillings(text, box.left + share * box.width, y), ...sheet];
        return ratio(flatten([ink, ...below]), flatten(below));
      })
    );
  }

  /** The texts whose contrast is under a limit; the viewport must hold the whole page. */
  function faintTexts(limit) {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const isNamed = element.closest("title, desc, style, script");
      if (!node.data.trim() || isNamed || !element.checkVisibility({ visibilityProperty: true }))
        continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      // Read aloud only.
      const isHeard = element.closest(".heard") !== null;
      if (isHeard || box.width === 0) continue;
      const contrast = element.closest("svg")
        ? drawnContrast(element, box)
        : (() => {
            const below = sheets(element);
            const ink = parse(getComputedStyle(element).color);
            return ratio(flatten([ink, ...below]), flatten(below));
          })();
      if (contrast < limit) {
        found.push(`${contrast.toFixed(2)} « ${node.data.trim().slice(0, 40)} »`);
      }
    }
    return found;
  }

  /** Texts of drawings that lie over another text of theirs, or outside the drawing. */
  function collidingTexts() {
    const found = [];
    for (const svg of document.querySelectorAll("svg")) {
      if (!svg.checkVisibility()) continue;
      const frame = svg.getBoundingClientRect();
      const texts = [...svg.querySelectorAll("text")].map((text) => {
        const box = text.getBoundingClientRect();
        // A line's box is higher than its letters.
        const trim = box.height * 0.2;
        return {
          words: text.textContent, left: box.left, right: box.right,
          top: box.top + trim, bottom: box.bottom - trim,
        };
      });
      const name = (svg.querySelector("title") || svg).textContent.slice(0, 50);
      texts.forEach((one, index) => {
        if (one.left < frame.left - 1 || one.right > frame.right + 1 ||
            one.top < frame.top - 1 || one.bottom > frame.bottom + 1)
          found.push(`« ${one.words} » leaves the drawing « ${name} »`);
        for (const other of texts.slice(index + 1))
          if (one.left < other.right - 1 && other.left < one.right - 1 &&
              one.top < other.bottom - 1 && other.top < one.bottom - 1)
            found.push(`« ${one.words} » over « ${other.words} » in « ${name} »`);
      });
    }
    return found;
  }

  /** How far the page is wider than the window, and through what. */
  function overflow() {
    const page = document.scrollingElement;
    if (page.scrollWidth <= page.clientWidth) return null;
    const wide = [...document.body.querySelectorAll("*")].find(
      (element) => element.getBoundingClientRect().right > page.clientWidth + 1 &&
        !element.closest(".scroll, .drawing, .skip, .heard"));
    const what = wide ? `${wide.tagName.toLowerCase()}.${wide.className}` : "?";
    return `${page.scrollWidth} px of ${page.clientWidth} px (${what})`;
  }

  globalThis.measure = { faintTexts, collidingTexts, overflow };
})();
