// What a report in HTML must keep, checked in a browser as it is drawn: the answer is a list of sentences. axe-core knows
// more; this needs nothing but the page.
function brokenRules() {
  const broken = [];
  const require = (kept, what) => { if (!kept) broken.push(what); };
  const all = (selector) => [...document.querySelectorAll(selector)];
  const name = (element) => element.tagName.toLowerCase() + " '" + (element.textContent || "").trim().slice(0, 40) + "'";

  require(document.documentElement.lang, "the page has no language");
  require(document.title.trim(), "the page has no title");
  require(all("h1").length === 1, "there is not one h1 but " + all("h1").length);
  require(all("main").length === 1, "there is not one main part");
  let rank = 0;
  for (const heading of all("h1,h2,h3,h4")) {
    const next = Number(heading.tagName[1]);
    require(next <= rank + 1, name(heading) + " skips a rank");
    require(heading.textContent.trim(), "a heading is empty");
    rank = next;
  }
  const ids = all("[id]").map((element) => element.id);
  require(new Set(ids).size === ids.length, "an id is there twice");
  for (const image of all("img")) require(image.alt, "a picture has no text");
  for (const svg of all("svg")) {
    const hidden = svg.getAttribute("aria-hidden") === "true";
    require(hidden || (svg.getAttribute("role") === "img" && svg.getAttribute("aria-label")), "a drawing has no text");
  }
  for (const table of all("table")) {
    for (const head of table.querySelectorAll("th")) {
      require(head.scope, name(head) + " does not say of what it is the head");
      require(head.textContent.trim(), "the head of a column is empty");
    }
    require(table.querySelector("th"), "a table has no heads");
    const widths = new Set([...table.rows].map((row) => row.cells.length));
    require(widths.size === 1, "the rows of a table differ in length");
  }
  for (const list of all("ul")) {
    for (const item of list.children) require(item.tagName === "LI", "a list holds a " + item.tagName);
  }
  for (const region of all("[tabindex]")) require(region.getAttribute("aria-label"), "what takes the focus has no name");

  // Contrast as WCAG 2.1 computes it: 4.5 to 1, or 3 to 1 for large text.
  const numbers = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
  const luminance = (colour) => {
    const [red, green, blue] = numbers(colour).map((part) => {
      const share = part / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const opaque = (colour) => numbers(colour).length === 3 || numbers(colour)[3] === 1;
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (opaque(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  // The last shape drawn before a text that covers its middle, or the page.
  const groundOfDrawing = (text) => {
    const box = text.getBoundingClientRect();
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    let colour = ground(text.closest("svg"));
    for (const shape of text.closest("svg").querySelectorAll("rect,text")) {
      if (shape === text) break;
      const area = shape.getBoundingClientRect();
      if (shape.tagName === "rect" && area.left <= x && x <= area.right && area.top <= y && y <= area.bottom) {
        colour = getComputedStyle(shape).fill;
      }
    }
    return colour;
  };
  const seen = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.textContent.trim() || ["SCRIPT", "STYLE", "TITLE"].includes(element.tagName) || !element.getClientRects().length) continue;
    const style = getComputedStyle(element);
    const drawn = element.closest("svg");
    const [paint, back] = drawn ? [style.fill, groundOfDrawing(element)] : [style.color, ground(element)];
    const key = paint + back + style.fontSize + style.fontWeight;
    if (seen.has(key)) continue;
    seen.add(key);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const found = contrast(paint, back);
    require(found >= (large ? 3 : 4.5), name(element) + " has a contrast of " + found.toFixed(2) + ": " + paint + " on " + back);
  }

  // Nothing sticks out of the page or of its card, however narrow the page is.
  require(document.documentElement.scrollWidth <= window.innerWidth, "the page is wider than the window: " + document.documentElement.scrollWidth + " of " + window.innerWidth);
  for (const card of all(".cards li")) require(card.scrollWidth <= card.clientWidth + 1, name(card) + " sticks out of its card");
  return broken;
}
