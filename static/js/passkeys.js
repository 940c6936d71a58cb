// Passkeys need this file; whoever cannot run it is not shown what would not work.
document.querySelectorAll("[data-passkey]").forEach((form) => {
  form.hidden = false;
});

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.querySelectorAll("[data-passkey-problem]").forEach((problem) => {
    problem.hidden = false;
  });
});
