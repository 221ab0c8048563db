package dev.holdfast.contract.operator.authority;

/**
 * What the owner of a root answered to a request.
 *
 * @param certificate PEM of the certificate for the installation's policy authority
 * @param root PEM of the root's own certificate
 */
public record ForeignRootCertificate(String certificate, String root) {
    /** The most characters of each. */
    public static final int MOST_PEM = 16_384;
}
