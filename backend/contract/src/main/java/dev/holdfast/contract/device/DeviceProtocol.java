package dev.holdfast.contract.device;

/**
 * The device protocol: HTTP/1.1 over TLS 1.3 with a client certificate. The paths are under {@value #BASE}, and bodies are JSON unless the
 * table says otherwise. Each path requires one of three client certificates. The device signs one itself with its general key, a permanent
 * key of the chip that the manufacturer endorsed. The update and the customer certificate come from an attestation.
 *
 * <table>
 * <caption>Paths</caption>
 * <tr><th>path</th><th>certificate</th><th>response</th></tr>
 * <tr><td>POST challenge</td><td>general key, self-signed</td><td>200 {@link Challenge}</td></tr>
 * <tr><td>POST attest, body evidence in its {@link dev.holdfast.contract.format.EvidenceKind#mediaType media type}</td>
 *     <td>general key, self-signed</td><td>200 {@link AttestResponse}</td></tr>
 * <tr><td>GET update?have={version of the installed manifest set; 0 for none}&amp;digest={SHA-256 of this set}, with
 *     {@code &link=metered} if the traffic of the device costs money, and {@code &wait={seconds, at most 25}} to wait for a set</td>
 *     <td>update; while the device is untrusted, the general key with the header {@value #ATTESTATION_NONCE}</td>
 *     <td>204 if there is no set for the device, the device has it, or the update policy of the group holds it, else 200 with the signed
 *     manifest set ({@code application/vnd.holdfast.manifest-set+cose}) and its {@code ETag}, the SHA-256 of the set. If the set names a
 *     list of devices, the list follows it, and the header {@value #MANIFEST_SET_LENGTH} has the length of the set. A device that has
 *     staged a set asks again with {@code If-None-Match} before it puts the images in use: 304 if this set is still for the device; 204 if
 *     it is withdrawn; 200 with another set. In the latter two cases, the device does not use the staged one.
 *     A poll that may wait gets 204, or 304 about a staged set, with {@code Retry-After: 0} at a change of the device or its group, or after the wait: the device
 *     polls again</td></tr>
 * <tr><td>GET images/{imageId}?have={as for update}, with {@code &link=metered}, {@code Range} and {@code If-Range} allowed</td>
 *     <td>as for update</td><td>200 or 206 with the image package ({@code application/octet-stream}) and its {@code ETag}; 404 if the
 *     update policy of the group holds the set</td></tr>
 * <tr><td>POST reports/update, body {@link DeviceReport}</td><td>update</td><td>204 after the report is stored</td></tr>
 * <tr><td>POST reports/batch, body an array of at most {@value #MAX_REPORTS} {@link DeviceReport} about updates</td><td>update</td>
 *     <td>204 after all are stored</td></tr>
 * <tr><td>POST reports/event, body {@link DeviceReport}</td><td>customer</td><td>204 after the report is stored</td></tr>
 * </table>
 *
 * <p>With its general key, a device proves by the header {@value #ATTESTATION_NONCE} that it attested in the last 24 hours: the nonce of
 * such an attestation, 64 hex digits. A request without it is refused.
 *
 * <p>EST (RFC 7030, 8951) issues certificates by a standard protocol. The key must be in the evidence of the device's last attestation. The
 * certificate expires at the same time as the certificates of that attestation. The paths are under {@value #EST}, with bodies in base64,
 * on this listener and on a second listener that also accepts TLS 1.2:
 *
 * <table>
 * <caption>Paths of EST</caption>
 * <tr><th>path</th><th>certificate</th><th>response</th></tr>
 * <tr><td>GET cacerts</td><td>any of the three, the general key only if the device attested recently</td>
 *     <td>200 CAs of the device's catalog, {@value #CERTIFICATES}</td></tr>
 * <tr><td>GET csrattrs</td><td>any of the three</td><td>200 P-256 and ecdsa-with-SHA256, {@value #CSR_ATTRIBUTES}</td></tr>
 * <tr><td>POST simpleenroll, body {@value #CERTIFICATE_REQUEST}</td><td>general key, self-signed</td>
 *     <td>200 the certificate only, {@value #CERTIFICATES}</td></tr>
 * <tr><td>POST simplereenroll, body {@value #CERTIFICATE_REQUEST}</td><td>update or customer, for the same usage</td><td>the same</td></tr>
 * </table>
 *
 * <p>An invalid certificate request gets 400 with an explanation ({@code text/plain}). A device without a trusted attestation, or with a
 * request for another key, is refused.
 *
 * <p>Every refusal of an identity is a 403 with the body {@value #REFUSED}; only the log has the reason. Malformed input
 * gets 400, an outage 503 with {@code Retry-After}, and excessive requests 429 with {@code Retry-After}.
 */
public final class DeviceProtocol {
    /** Prefix of every path. */
    public static final String BASE = "/device/v1/";
    /** Body of every refusal, JSON. */
    public static final String REFUSED = "{\"error\":\"refused\"}";
    /** Header of update requests with the general key: the nonce of an attestation of the last 24 hours, in hex. */
    public static final String ATTESTATION_NONCE = "Attestation-Nonce";
    /** Header of a response with a manifest set and a list of devices: length of the signed set in bytes. */
    public static final String MANIFEST_SET_LENGTH = "Manifest-Set-Length";
    /** Longest wait of a poll, in seconds. */
    public static final int MAX_WAIT_SECONDS = 25;
    /** Maximum number of reports in a batch. */
    public static final int MAX_REPORTS = 32;
    /** OID of the extended key usage of an update certificate, in a private arc until one is registered. */
    public static final String UPDATE_USAGE = "1.3.6.1.4.1.59999.4620.1.1";
    /** OID of the extended key usage of a customer certificate, besides TLS client authentication. */
    public static final String CUSTOMER_USAGE = "1.3.6.1.4.1.59999.4620.1.2";

    /** Prefix of every EST path. */
    public static final String EST = "/.well-known/est/";
    /** Media type of a certificate request (PKCS#10). */
    public static final String CERTIFICATE_REQUEST = "application/pkcs10";
    /** Media type of responses to {@code simpleenroll}, {@code simplereenroll} and {@code cacerts}. */
    public static final String CERTIFICATES = "application/pkcs7-mime; smime-type=certs-only";
    /** Media type of responses to {@code csrattrs}. */
    public static final String CSR_ATTRIBUTES = "application/csrattrs";
    /** Maximum length of a certificate request, in bytes of DER. A request with a device ID as name has about 350. */
    public static final int MAX_CERTIFICATE_REQUEST = 2 * 1024;

    private DeviceProtocol() {}
}
