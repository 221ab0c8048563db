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
 * <p>EST (RFC 7030, 8951) is the standard face of the same gate: what it issues is for a key that the evidence of the device's
 * last attestation vouches for, and ends when the certificates of that attestation do. Under {@value #EST}, with bodies in
 * base64, on this listener and on one of its own, which takes TLS 1.2 as well:
 *
 * <table>
 * <caption>Paths of EST</caption>
 * <tr><th>path</th><th>certificate</th><th>answer</th></tr>
 * <tr><td>GET cacerts</td><td>any of the three</td><td>200 authorities of the device's catalog, {@value #CERTIFICATES}</td></tr>
 * <tr><td>GET csrattrs</td><td>any of the three</td><td>200 P-256 and ecdsa-with-SHA256, {@value #CSR_ATTRIBUTES}</td></tr>
 * <tr><td>POST simpleenroll, body {@value #CERTIFICATE_REQUEST}</td><td>general key, self-signed</td><td>200 the certificate alone, {@value #CERTIFICATES}</td></tr>
 * <tr><td>POST simplereenroll, body {@value #CERTIFICATE_REQUEST}</td><td>update or customer, renewed as what it is</td><td>the same</td></tr>
 * </table>
 *
 * <p>A request that is not well made is 400 with a sentence about it ({@code text/plain}); a device that has not attested, or
 * asks for another key, is refused like all others.
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

    /** What every path of EST starts with. */
    public static final String EST = "/.well-known/est/";
    /** Media type of a certificate request (PKCS#10). */
    public static final String CERTIFICATE_REQUEST = "application/pkcs10";
    /** Media type of what {@code simpleenroll}, {@code simplereenroll} and {@code cacerts} answer. */
    public static final String CERTIFICATES = "application/pkcs7-mime; smime-type=certs-only";
    /** Media type of what {@code csrattrs} answers. */
    public static final String CSR_ATTRIBUTES = "application/csrattrs";
    /** The longest certificate request, in bytes of DER. One with a device ID for its name has some 350. */
    public static final int MAX_CERTIFICATE_REQUEST = 2 * 1024;

    private DeviceProtocol() {}
}
