/* Repeats the session's token in the header of every changing request of this page. */
"use strict";

(() => {
  const send = window.fetch;
  const token = () => document.cookie.match(/(?:^|; )hbc_csrf=([^;]*)/)?.[1];
  const isOurs = (address) => new URL(address, location.href).origin === location.origin;

  window.fetch = (resource, options) => {
    const request = resource instanceof Request ? resource : null;
    const method = (options?.method ?? request?.method ?? "GET").toUpperCase();
    const value = token();
    if (!value || method === "GET" || method === "HEAD" || !isOurs(request?.url ?? resource)) {
      return send.call(window, resource, options);
    }
    const headers = new Headers(options?.headers ?? request?.headers);
    headers.set("X-CSRF-Token", value);
    return send.call(window, resource, { ...options, headers });
  };
})();
