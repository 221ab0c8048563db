package dev.holdfast.contract.operator.authority;

import java.time.Instant;

/**
 * A certificate authority of a catalog.
 *
 * @param subject distinguished name
 * @param serialNumber hex
 * @param notBefore from when
 * @param notAfter until when
 * @param chain PEM: catalog CA, policy CA, root
 */
public record AuthorityView(String subject, String serialNumber, Instant notBefore, Instant notAfter, String chain) {}
