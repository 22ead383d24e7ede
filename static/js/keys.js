/* Keys (WebAuthn): a form with data-key="create" or "get" is sent with what the browser's key says.
   data-options holds what to sign; data-ask an address that tells it. Without a script, or where
   the browser knows no keys, the form stays hidden and the other ways stay. */
(() => {
  "use strict";
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const readable = ({ publicKey }) => ({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      ...(publicKey.user && { user: { ...publicKey.user, id: bytes(publicKey.user.id) } }),
      excludeCredentials: named(publicKey.excludeCredentials),
      allowCredentials: named(publicKey.allowCredentials),
    },
  });

  const told = (credential) => {
    const { response } = credential;
    const said = { clientDataJSON: text(response.clientDataJSON) };
    for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (response[part]) said[part] = text(response[part]);
    }
    return {
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: credential.getClientExtensionResults(),
      response: said,
    };
  };

  const options = async (form) => {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.dataset.ask, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).options;
  };

  const use = async (form) => {
    const asked = readable(await options(form));
    const credential = await navigator.credentials[form.dataset.key](asked);
    form.elements.credential.value = JSON.stringify(told(credential));
    form.submit();
  };

  const begin = (form) => {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const fault = form.querySelector("[data-key-fault]");
      fault.hidden = true;
      use(form).catch(() => {
        fault.hidden = false;
        form.querySelector("button").disabled = false;
      });
    });
  };

  const isByNumber = /^[\d.]+$|:/.test(location.hostname); /* keys belong to names, not to numbers */
  const knowsKeys = window.PublicKeyCredential && window.isSecureContext && !isByNumber;
  for (const form of document.querySelectorAll("form[data-key]")) if (knowsKeys) begin(form);
  for (const note of document.querySelectorAll("[data-no-keys]")) note.hidden = Boolean(knowsKeys);
})();
