// Sends what a button names, after asking. Other sites cannot: DELETE and PUT need a permission that the gateway never gives.
"use strict";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-path]");
  if (button === null || !window.confirm(button.dataset.question)) {
    return;
  }
  button.disabled = true;
  const failure = document.getElementById("failure");
  try {
    const answer = await fetch(button.dataset.path, { method: button.dataset.method });
    if (answer.ok) {
      window.location.reload();
      return;
    }
    failure.textContent = `Not deleted: ${answer.status} ${await answer.text()}`;
  } catch (error) {
    failure.textContent = `Not deleted: ${error.message}`;
  }
  failure.hidden = false;
  button.disabled = false;
});
