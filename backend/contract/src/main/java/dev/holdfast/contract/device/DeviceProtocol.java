package dev.holdfast.contract.device;

/**
 * The device protocol: HTTP/1.1 over TLS 1.3 with a client certificate, paths under {@value #BASE}, JSON unless said
 * otherwise. Which certificate opens which path:
 *
 * <table>
 * <caption>Paths</caption>
 * <tr><th>path</th><th>certificate</th><th>answer</th></tr>
 * <tr><td>POST challenge</td><td>general key, self-signed</td><td>200 {@link Challenge}</td></tr>
 * <tr><td>POST attest, body evidence in its {@link dev.holdfast.contract.format.EvidenceKind#mediaType media type}</td><td>general key, self-signed</td><td>200 {@link AttestResponse}</td></tr>
 * <tr><td>GET update?have={version}</td><td>update</td><td>204, or 200 with a signed manifest set ({@code application/vnd.holdfast.manifest-set+cose})</td></tr>
 * <tr><td>GET images/{imageId}, ranges allowed</td><td>update</td><td>200 or 206 with the image package ({@code application/octet-stream})</td></tr>
 * <tr><td>POST reports/update, body {@link DeviceReport}</td><td>update</td><td>204 once durable</td></tr>
 * <tr><td>POST reports/event, body {@link DeviceReport}</td><td>customer</td><td>204 once durable</td></tr>
 * </table>
 *
 * <p>Every refusal of an identity is the same 403 with the body {@value #REFUSED}; the reason is in the log alone.
 * Malformed input is 400, an outage 503 with {@code Retry-After}, too much 429 with {@code Retry-After}.
 */
public final class DeviceProtocol {
    /** What every path starts with. */
    public static final String BASE = "/device/v1/";
    /** The body of every refusal. */
    public static final String REFUSED = "{\"error\":\"refused\"}";
    /** OID of the extended key usage of an update certificate; below our private arc until one is registered. */
    public static final String UPDATE_USAGE = "1.3.6.1.4.1.59999.4620.1.1";
    /** OID of the extended key usage of a customer certificate, beside TLS client authentication. */
    public static final String CUSTOMER_USAGE = "1.3.6.1.4.1.59999.4620.1.2";

    private DeviceProtocol() {}
}
