package dev.holdfast.contract.operator.revocation;

/**
 * Result of revoking certificates.
 *
 * @param certificates number of revoked certificates that were valid before
 * @param devices number of devices with revoked certificates
 */
public record RevokedCertificates(int certificates, int devices) {}
