package dev.holdfast.contract.operator.authority;

import java.time.Instant;

/**
 * A certificate that only an authority's key can have made. Nobody has its own key: it opens nothing.
 *
 * @param subject distinguished name: the verification code as common name
 * @param serialNumber hex
 * @param notAfter until when it is good
 * @param certificate PEM
 */
public record ProofOfPossession(String subject, String serialNumber, Instant notAfter, String certificate) {}
