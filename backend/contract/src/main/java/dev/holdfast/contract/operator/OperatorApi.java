package dev.holdfast.contract.operator;

/**
 * Where the operator API is: HTTPS or loopback HTTP with an OIDC bearer token, JSON. The resources of the backend declare its operations;
 * its OpenAPI document, at {@code /q/openapi}, describes them with their bodies, parameters and problem types.
 */
public final class OperatorApi {
    /** Prefix of every path. */
    public static final String BASE = "/api/v1/";

    /** Prefix of the paths that relying parties read without a token: revocation lists, OCSP, certificates of authorities. */
    public static final String PKI = "/pki/";

    private OperatorApi() {}
}
