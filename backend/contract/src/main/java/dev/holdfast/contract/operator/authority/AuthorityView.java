package dev.holdfast.contract.operator.authority;

import java.time.Instant;

/**
 * Certificate authority (CA) that signs the certificates of a catalog now.
 *
 * @param subject distinguished name
 * @param serialNumber serial number, hex
 * @param notBefore start of the validity
 * @param notAfter end of the validity
 * @param chain PEM: catalog CA, policy CA, root
 */
public record AuthorityView(String subject, String serialNumber, Instant notBefore, Instant notAfter, String chain) {}
