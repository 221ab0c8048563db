package dev.holdfast.contract.operator.authority;

import java.time.Instant;

/**
 * Certificate that proves possession of the CA key. The certificate's own private key is discarded, so nobody can connect with it.
 *
 * @param subject distinguished name, with the verification code as common name
 * @param serialNumber serial number, hex
 * @param notAfter end of the validity
 * @param certificate PEM
 */
public record ProofOfPossession(String subject, String serialNumber, Instant notAfter, String certificate) {}
