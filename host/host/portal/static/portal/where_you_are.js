/* An instant in the reader's own zone, where its clock differs from the one that the page shows. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const language = document.documentElement.lang;
  const clock = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
  for (const place of document.querySelectorAll("time[data-says]")) {
    const instant = new Date(place.dateTime);
    const here = new Intl.DateTimeFormat(language, clock).format(instant);
    const there = new Intl.DateTimeFormat(language, { ...clock, timeZone: place.dataset.zone }).format(instant);
    if (here === there) continue;
    place.textContent = place.dataset.says.replace("{moment}", here);
    place.hidden = false;
  }
});
