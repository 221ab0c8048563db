package dev.holdfast.contract.operator;

/**
 * Base paths of the operator API: JSON over HTTPS, or over HTTP on loopback. Requests need a bearer token, which is an access token of the
 * identity provider or an API token. Requests to {@link #PKI} and {@code trust} need none. The backend serves the OpenAPI document at
 * {@code /q/openapi}.
 */
public final class OperatorApi {
    /** Prefix of all paths except those of {@link #PKI}. */
    public static final String BASE = "/api/v1/";

    /** Prefix of the public paths for relying parties: revocation lists, OCSP and CA certificates. */
    public static final String PKI = "/pki/";

    private OperatorApi() {}
}
