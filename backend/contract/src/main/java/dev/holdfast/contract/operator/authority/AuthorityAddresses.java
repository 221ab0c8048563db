package dev.holdfast.contract.operator.authority;

/**
 * Public URLs of a CA. They start with the public address of the installation if one is configured, and are paths of
 * the operator listener otherwise.
 *
 * @param revocationList certificate revocation list (RFC 5280, DER)
 * @param ocsp OCSP responder (RFC 6960)
 * @param certificate CA certificate, DER
 */
public record AuthorityAddresses(String revocationList, String ocsp, String certificate) {}
