(function () {
  "use strict";

  document.documentElement.classList.add("scripted");

  var OPERATION = "operation";
  var RISK = "risk";
  var find = function (id) { return document.getElementById(id); };
  var all = function (selector, within) { return Array.from((within || document).querySelectorAll(selector)); };

  /** Opens what is folded around an element, and what it folds itself. */
  function unfold(element) {
    var own = element.matches(".step") ? element.querySelector("details") : null;
    if (own) { own.open = true; }
    for (var parent = element.parentElement; parent; parent = parent.parentElement) {
      if (parent.tagName === "DETAILS") { parent.open = true; }
    }
  }

  var printed = [];
  window.addEventListener("beforeprint", function () {
    printed = all("details:not([open])");
    printed.forEach(function (details) { details.open = true; });
  });
  window.addEventListener("afterprint", function () {
    printed.forEach(function (details) { details.open = false; });
  });

  // Search and filters. Their state is the fragment, so that a link to what is shown can be given to somebody else.

  var steps = all(".step").map(function (element) {
    return {
      element: element,
      operation: element.dataset.operation,
      risk: element.dataset.risk,
      type: element.dataset.type,
      text: null
    };
  });
  var groups = all(".group").map(function (element, index) {
    return {
      element: element,
      label: find("component").options[index + 1].value,
      matching: element.querySelector(".matching"),
      steps: [],
      wasOpen: element.open
    };
  });
  var groupOf = new Map(groups.map(function (group) { return [group.element, group]; }));
  steps.forEach(function (step) {
    var group = groupOf.get(step.element.closest(".group"));
    step.component = group.label;
    group.steps.push(step);
  });
  var others = all("[data-search]").map(function (element) { return { element: element, text: null }; });
  var filtered = false;

  function checked(name) {
    return all("input[name=" + name + "]:checked").map(function (box) { return box.value; });
  }

  function state() {
    return {
      query: find("query").value.trim(),
      operation: checked(OPERATION),
      risk: checked(RISK),
      component: find("component").value,
      type: find("type").value
    };
  }

  function isFiltering(asked) {
    return asked.query !== "" || asked.operation.length + asked.risk.length > 0 || asked.component !== "" || asked.type !== "";
  }

  function says(item, words) {
    if (words.length > 0 && item.text === null) {
      item.text = item.element.textContent.toLowerCase();
    }
    return words.every(function (word) { return item.text.includes(word); });
  }

  function fits(step, asked, words) {
    return (asked.operation.length === 0 || asked.operation.includes(step.operation))
      && (asked.risk.length === 0 || asked.risk.includes(step.risk))
      && (asked.component === "" || asked.component === step.component)
      && (asked.type === "" || asked.type === step.type)
      && says(step, words);
  }

  function apply() {
    var asked = state();
    var words = asked.query.toLowerCase().split(/\s+/).filter(Boolean);
    var filtering = isFiltering(asked);
    var shown = 0;
    groups.forEach(function (group) {
      var count = 0;
      group.steps.forEach(function (step) {
        var fit = fits(step, asked, words);
        step.element.hidden = !fit;
        count += fit ? 1 : 0;
      });
      if (filtering && !filtered) { group.wasOpen = group.element.open; }
      group.element.hidden = count === 0;
      group.matching.textContent = filtering ? count + " of " + group.steps.length + " shown" : "";
      if (filtering) {
        group.element.open = true;
      } else if (filtered) {
        group.element.open = group.wasOpen;
      }
      shown += count;
    });
    var found = 0;
    others.forEach(function (item) {
      var fit = says(item, words);
      item.element.hidden = !fit;
      found += fit ? 1 : 0;
    });
    filtered = filtering;
    find("shown").textContent = shown + " of " + steps.length + " steps"
      + (words.length > 0 && others.length > 0 ? ", " + found + " of " + others.length + " refusals and policy results" : "");
    find("nothing").hidden = shown > 0;
    find("clear").disabled = !filtering;
    return asked;
  }

  function remember(asked) {
    var parameters = new URLSearchParams();
    if (asked.query) { parameters.set("query", asked.query); }
    if (asked.operation.length) { parameters.set(OPERATION, asked.operation.join(",")); }
    if (asked.risk.length) { parameters.set(RISK, asked.risk.join(",")); }
    if (asked.component) { parameters.set("component", asked.component); }
    if (asked.type) { parameters.set("type", asked.type); }
    var fragment = parameters.toString();
    history.replaceState(null, "", location.href.split("#")[0] + (fragment ? "#" + fragment : ""));
  }

  function changed() {
    remember(apply());
  }

  function set(parameters) {
    find("query").value = parameters.get("query") || "";
    [OPERATION, RISK].forEach(function (name) {
      var wanted = (parameters.get(name) || "").split(",");
      all("input[name=" + name + "]").forEach(function (box) { box.checked = wanted.includes(box.value); });
    });
    ["component", "type"].forEach(function (id) {
      find(id).value = parameters.get(id) || "";
      if (find(id).selectedIndex < 0) { find(id).value = ""; }
    });
  }

  function clear() {
    set(new URLSearchParams());
    changed();
  }

  /** Reads the fragment: the state of the filters, or the place that a link leads to. */
  function read() {
    var fragment = location.hash.slice(1);
    if (fragment.includes("=") && steps.length > 0) {
      set(new URLSearchParams(fragment));
      apply();
      return;
    }
    var target = fragment && find(fragment);
    if (target) {
      unfold(target);
      target.scrollIntoView();
    }
  }

  /** Follows a link within the page: what the filters hide is shown, and a state in the address stays there. */
  function follow(event) {
    var link = event.target.closest("a[href^='#']");
    var target = link && find(link.getAttribute("href").slice(1));
    if (!target) { return; }
    if (target.closest("[hidden]")) { clear(); }
    unfold(target);
    if (filtered) {
      event.preventDefault();
      target.scrollIntoView();
      target.focus({ preventScroll: true });
    }
  }

  if (steps.length > 0) {
    var waiting = 0;
    find("query").addEventListener("input", function () {
      clearTimeout(waiting);
      waiting = setTimeout(changed, 120);
    });
    document.querySelector(".filters").addEventListener("change", changed);
    document.querySelector(".filters").addEventListener("submit", function (event) { event.preventDefault(); });
    find("clear").addEventListener("click", function () {
      clear();
      find("query").focus();
    });
    [["open", true], ["close", false]].forEach(function (button) {
      find(button[0]).addEventListener("click", function () {
        groups.forEach(function (group) {
          group.element.open = button[1];
          group.steps.forEach(function (step) {
            if (!step.element.hidden) { step.element.querySelector("details").open = button[1]; }
          });
        });
      });
    });
    apply();
  }

  // The diagram: each shape is a button for the steps of the resources that it stands for.

  var selection = find("selection");
  var shapes = all("#diagram [data-urn]");

  function label(shape) {
    var title = shape.querySelector("title");
    return title ? title.textContent : shape.textContent.trim();
  }

  function element(tag, className, text) {
    var made = document.createElement(tag);
    if (className) { made.className = className; }
    if (text) { made.textContent = text; }
    return made;
  }

  function choose(shape) {
    var again = shape && shape.getAttribute("aria-pressed") === "true";
    shapes.forEach(function (other) {
      other.setAttribute("aria-pressed", String(other === shape && !again));
    });
    selection.textContent = "";
    if (!shape || again) { return; }
    var urns = new Set(shape.dataset.urn.split(" "));
    var own = steps.filter(function (step) { return urns.has(step.element.dataset.urn.replace(/\s/g, "%20")); });
    selection.append(element("h3", "", label(shape)));
    if (own.length === 0) {
      selection.append(element("p", "", "No changes."));
      return;
    }
    var list = element("ul");
    own.forEach(function (step) {
      var line = element("li");
      var link = element("a", "", step.element.querySelector(".name").textContent);
      link.href = "#" + step.element.id;
      line.append(step.element.querySelector(".operation").cloneNode(true), " ", link, " ", element("span", "type", step.type));
      list.append(line);
    });
    selection.append(list);
  }

  function move(from, by) {
    var next = shapes[(from + by + shapes.length) % shapes.length];
    shapes.forEach(function (shape) { shape.setAttribute("tabindex", shape === next ? "0" : "-1"); });
    next.focus();
  }

  shapes.forEach(function (shape, index) {
    shape.setAttribute("role", "button");
    shape.setAttribute("aria-label", label(shape));
    shape.setAttribute("aria-pressed", "false");
    // One stop of the Tab key for the whole picture; the arrow keys go on from there.
    shape.setAttribute("tabindex", index === 0 ? "0" : "-1");
    shape.addEventListener("click", function (event) {
      event.stopPropagation();
      choose(shape);
    });
    shape.addEventListener("keydown", function (event) {
      var by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (by) {
        event.preventDefault();
        move(index, by);
      } else if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        choose(shape);
      }
    });
  });
  all("#diagram svg").forEach(function (picture) {
    var canvas = picture.closest(".canvas");
    // A picture may hold no buttons, a group may.
    if (shapes.length > 0) {
      picture.setAttribute("role", "group");
      picture.setAttribute("aria-labelledby", "diagram-title");
      picture.setAttribute("aria-describedby", "diagram-hint");
      canvas.removeAttribute("tabindex");
    }
    // A window narrower than the picture begins in its middle, where most of it is.
    canvas.scrollLeft = (canvas.scrollWidth - canvas.clientWidth) / 2;
  });

  document.addEventListener("click", follow);
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    if (selection && selection.firstChild) {
      choose(null);
    } else if (steps.length > 0 && isFiltering(state())) {
      clear();
    }
  });
  window.addEventListener("hashchange", read);
  read();
})();
