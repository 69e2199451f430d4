// Before the first paint: day or night and how to read, as chosen on this device. A file of its own, because the
// content security policy allows no script inside the page.
try {
  const reading = JSON.parse(localStorage.getItem("emberhall.reading") || "{}");
  const root = document.documentElement;
  if (reading.theme === "light" || reading.theme === "dark") root.dataset.theme = reading.theme;
  if (reading.text === "large") root.dataset.text = "large";
  if (reading.spacing === "wide") root.dataset.spacing = "wide";
  if (reading.motion === "still") root.dataset.motion = "still";
} catch {
  // A private window without storage reads as everybody else does.
}
