package dev.holdfast.contract.operator.authority;

/**
 * Where everybody may ask about an authority and what it issued: under the address that the installation says relying parties
 * reach it by, or, when it says none, paths of the operator listener.
 *
 * @param revocationList its revocation list (RFC 5280, DER)
 * @param ocsp where to ask by OCSP (RFC 6960)
 * @param certificate its own certificate, DER
 */
public record AuthorityAddresses(String revocationList, String ocsp, String certificate) {}
