package dev.holdfast.contract.operator.authority;

/**
 * Public URLs of a CA. Without a configured public address, they are paths on the port of the operator API, such as
 * {@code /pki/crl/ISSUER}.
 *
 * @param revocationList certificate revocation list (RFC 5280, DER)
 * @param ocsp OCSP responder (RFC 6960)
 * @param certificate CA certificate, DER
 */
public record AuthorityAddresses(String revocationList, String ocsp, String certificate) {}
