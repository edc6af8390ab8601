"use strict";
// Lets readers sort the tables of tags; without it they stay sorted by frequency.
document.querySelectorAll("table.sortable").forEach(function (table) {
  const body = table.tBodies[0];
  const headers = Array.from(table.tHead.rows[0].cells);
  const value = function (row, column) {
    const text = row.cells[column].textContent.replaceAll(",", "");
    const number = text === "–" ? -1 : Number(text);
    return column === 0 || Number.isNaN(number) ? text : number;
  };
  const compare = function (one, other) {
    return typeof one === "number" ? one - other : one.localeCompare(other);
  };
  headers.forEach(function (header, column) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.textContent = header.textContent;
    header.replaceChildren(button);
    button.addEventListener("click", function () {
      const before = header.getAttribute("aria-sort");
      const order = before === null ? (column === 0 ? "ascending" : "descending")
        : before === "ascending" ? "descending" : "ascending";
      headers.forEach(function (other) { other.removeAttribute("aria-sort"); });
      header.setAttribute("aria-sort", order);
      const sign = order === "ascending" ? 1 : -1;
      const rows = Array.from(body.rows);
      rows.sort(function (one, other) { return sign * compare(value(one, column), value(other, column)); });
      body.append.apply(body, rows);
    });
  });
});
