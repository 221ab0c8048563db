package dev.holdfast.contract.operator.revocation;

/**
 * What revoking did.
 *
 * @param certificates how many certificates are revoked that were valid before
 * @param devices of how many devices
 */
public record RevokedCertificates(int certificates, int devices) {}
