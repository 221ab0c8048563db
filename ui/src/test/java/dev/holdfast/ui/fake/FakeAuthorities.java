package dev.holdfast.ui.fake;

import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.authority.AuthorityAddresses;
import dev.holdfast.contract.operator.authority.AuthorityStatus;
import dev.holdfast.contract.operator.authority.AuthorityView;
import dev.holdfast.contract.operator.authority.CatalogAuthorityView;
import dev.holdfast.contract.operator.authority.CertificateLifetime;
import dev.holdfast.contract.operator.authority.ExternalRootCertificate;
import dev.holdfast.contract.operator.authority.ExternalRootImpact;
import dev.holdfast.contract.operator.authority.ExternalRootView;
import dev.holdfast.contract.operator.authority.ImageKeyImpact;
import dev.holdfast.contract.operator.authority.ImageKeyView;
import dev.holdfast.contract.operator.authority.InstallationTrust;
import dev.holdfast.contract.operator.authority.ProofOfPossession;
import dev.holdfast.contract.operator.authority.ProofRequest;
import dev.holdfast.contract.operator.authority.SetKeyImpact;
import dev.holdfast.contract.operator.authority.SetRenewalImpact;
import dev.holdfast.contract.operator.revocation.CertificateImpact;
import dev.holdfast.contract.operator.revocation.RevokedCertificates;
import dev.holdfast.ui.certificate.AuthorityClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Fake certificate authorities. Generation 3 signs. Generation 4 is next and signs after generation 3 is retired. The serial number of an
 * authority is 4 and its generation, repeated. Records the calls.
 */
public class FakeAuthorities implements AuthorityClient {
    private final List<String> commands = new ArrayList<>();
    private final Set<Integer> retired = ConcurrentHashMap.newKeySet();
    private final FakeTag tag;
    private int hours = CertificateLifetime.DEFAULT_HOURS;

    public FakeAuthorities() {
        this(new FakeTag());
    }

    FakeAuthorities(FakeTag tag) {
        this.tag = tag;
    }

    private final List<P256PublicKey> setKeys = new ArrayList<>(List.of(P256PublicKey.parse("8b".repeat(64))));

    /** Returns the calls, such as {@code retire 43: reason}, where 43 begins the serial number of generation 3. */
    public List<String> commands() {
        return commands;
    }

    /** Resets lifetime and retirements. */
    public void restore() {
        hours = CertificateLifetime.DEFAULT_HOURS;
        retired.clear();
    }

    @Override
    public List<CatalogAuthorityView> authorities(String catalog) {
        return catalog.equals("fabrikam")
                ? List.of()
                : List.of(
                        authority(
                                4,
                                status(4, isRetired(3) ? AuthorityStatus.ACTIVE : AuthorityStatus.INACTIVE),
                                20,
                                705),
                        authority(3, status(3, AuthorityStatus.ACTIVE), -640, 65),
                        authority(2, AuthorityStatus.REVOKED, -900, 40),
                        authority(1, AuthorityStatus.EXPIRED, -1_500, -800));
    }

    private boolean isRetired(int generation) {
        return retired.contains(generation);
    }

    /** Returns whether an authority is revoked because a test retired it, or else {@code otherwise}. */
    private AuthorityStatus status(int generation, AuthorityStatus otherwise) {
        return isRetired(generation) ? AuthorityStatus.REVOKED : otherwise;
    }

    /**
     * Returns an authority.
     *
     * @param activeInDays days from now until the authority begins to sign, negative for the past
     * @param endsInDays days from now until the authority expires, negative for the past
     */
    public static CatalogAuthorityView authority(
            int generation, AuthorityStatus status, int activeInDays, int endsInDays) {
        Instant now = FakeFleet.now();
        Instant made = now.plus(Duration.ofDays(activeInDays - 45L));
        return new CatalogAuthorityView(
                ("4" + generation).repeat(16),
                generation,
                status,
                "CN=Holdfast CA contoso " + generation + ",O=Contoso",
                Digest.sha256(new byte[generation]).json(),
                made,
                now.plus(Duration.ofDays(endsInDays)),
                made,
                now.plus(Duration.ofDays(activeInDays)),
                status == AuthorityStatus.REVOKED ? now.plus(Duration.ofDays(Math.min(activeInDays + 5L, 0))) : null,
                pem(generation == 3 ? "ca3" : "ca4"),
                addresses(generation));
    }

    private static AuthorityAddresses addresses(int generation) {
        String issuer = new UUID(5, generation).toString();
        return new AuthorityAddresses("/pki/crl/" + issuer, "/pki/ocsp/" + issuer, "/pki/ca/" + issuer);
    }

    @Override
    public AuthorityView signing(String catalog) {
        CatalogAuthorityView active = authorities(catalog).stream()
                .filter(one -> one.status() == AuthorityStatus.ACTIVE)
                .findFirst()
                .orElseThrow();
        return new AuthorityView(
                active.subject(),
                active.serialNumber(),
                active.notBefore(),
                active.notAfter(),
                active.certificate() + pem("policy") + pem("root"));
    }

    @Override
    public List<ImageKeyView> imageKeys(String catalog) {
        Instant replaced = FakeFleet.now().minus(Duration.ofDays(20));
        Instant first = replaced.minus(Duration.ofDays(670));
        return List.of(
                new ImageKeyView(
                        new UUID(0, 12),
                        P256PublicKey.parse("5e".repeat(64)),
                        replaced,
                        "system",
                        replaced.plus(Duration.ofDays(730)),
                        188,
                        null),
                new ImageKeyView(
                        new UUID(0, 11),
                        P256PublicKey.parse("4d".repeat(64)),
                        first,
                        "system",
                        first.plus(Duration.ofDays(730)),
                        24,
                        replaced));
    }

    @Override
    public ImageKeyImpact imageKeyImpact(String catalog) {
        return new ImageKeyImpact(new SetRenewalImpact(3, 188, 2, 7, 96_000, 15L), 164, 24);
    }

    @Override
    public ImageKeyView replaceImageKey(String catalog) {
        commands.add("replace image key of " + catalog);
        return imageKeys(catalog).getFirst();
    }

    @Override
    public InstallationTrust trust() {
        P256PublicKey other = P256PublicKey.parse("6f".repeat(64));
        return new InstallationTrust(pem("root"), setKeys, other, other, other);
    }

    @Override
    public SetKeyImpact setKeyImpact() {
        return new SetKeyImpact(setKeys.size() > 1, new SetRenewalImpact(5, 412, 0, 0, 210_000, null), 9, null, null);
    }

    @Override
    public InstallationTrust beginSetKey() {
        commands.add("begin set key");
        setKeys.add(P256PublicKey.parse("7a".repeat(64)));
        return trust();
    }

    @Override
    public InstallationTrust finishSetKey(long leaveBehind) {
        commands.add("finish set key, leave " + leaveBehind);
        setKeys.removeFirst();
        return trust();
    }

    @Override
    public InstallationTrust cancelSetKey() {
        commands.add("cancel set key");
        setKeys.removeLast();
        return trust();
    }

    @Override
    public byte[] bundle(String catalog, @Nullable UUID root) {
        return (pem("ca4") + pem("ca3") + pem("policy") + pem("root")).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] chain(String catalog, String serial) {
        String authority = authorities(catalog).stream()
                .filter(one -> one.serialNumber().equals(serial))
                .map(CatalogAuthorityView::certificate)
                .findFirst()
                .orElseThrow();
        try {
            CertificateFactory x509 = CertificateFactory.getInstance("X.509");
            List<X509Certificate> chain = x509
                    .generateCertificates(new ByteArrayInputStream(
                            (authority + pem("policy") + pem("root")).getBytes(StandardCharsets.US_ASCII)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            return x509.generateCertPath(chain).getEncoded("PKCS7");
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ProofOfPossession prove(String catalog, String serial, ProofRequest request) {
        commands.add("prove " + serial.substring(0, 2) + " for " + request.verificationCode());
        return new ProofOfPossession(
                "CN=" + request.verificationCode(),
                "5e".repeat(16),
                FakeFleet.now().plus(Duration.ofDays(7)),
                pem("proof"));
    }

    @Override
    public CertificateImpact retirementImpact(String catalog, String serial) {
        Instant until = FakeFleet.now().plus(Duration.ofHours(24));
        return new CertificateImpact(
                412,
                405,
                824,
                until,
                3,
                12L,
                List.of(
                        new CertificateImpact.OfGroup("Toaster", "Production", 400, 395, 800, until),
                        new CertificateImpact.OfGroup("Kettle", "Field test", 12, 10, 24, until)),
                List.of(),
                List.of(
                        "Gateways refuse its certificates within two seconds, on open connections too.",
                        "Relying parties that registered only this authority must register the next one. This cannot be"
                                + " undone."));
    }

    @Override
    public RevokedCertificates retire(String catalog, String serial, Reason why) {
        commands.add("retire " + serial.substring(0, 2) + ": " + why.reason());
        retired.add(serial.charAt(1) - '0');
        return new RevokedCertificates(824, 412);
    }

    @Override
    public RestResponse<CertificateLifetime> lifetime(String catalog) {
        return tag.on(new CertificateLifetime(hours));
    }

    /** Changes the certificate lifetime, as another user would. */
    public void changeAsAnotherUser(int newHours) {
        tag.changeAsAnotherUser();
        hours = newHours;
    }

    @Override
    public CertificateLifetime change(String catalog, String tagSeen, CertificateLifetime lifetime) {
        tag.change(tagSeen);
        hours = lifetime.hours();
        return lifetime;
    }

    @Override
    public List<ExternalRootView> roots() {
        Instant asked = FakeFleet.now().minus(Duration.ofDays(3));
        return List.of(
                new ExternalRootView(new UUID(0, 2), "request", asked, "admin", null, "", "", null, "", ""),
                new ExternalRootView(
                        new UUID(0, 1),
                        "request",
                        asked.minus(Duration.ofDays(9)),
                        "admin",
                        asked,
                        "admin",
                        "CN=Northwind Root",
                        asked.plus(Duration.ofDays(900)),
                        pem("policy"),
                        pem("root")));
    }

    @Override
    public ExternalRootView requestRoot() {
        commands.add("request");
        return roots().getFirst();
    }

    @Override
    public ExternalRootView importRoot(UUID id, ExternalRootCertificate answer) {
        commands.add("take " + id.getLeastSignificantBits() + ": " + answer.certificate() + ", " + answer.root());
        return roots().getLast();
    }

    @Override
    public ExternalRootImpact removalImpact(UUID id) {
        return id.getLeastSignificantBits() == 2
                ? new ExternalRootImpact(
                        0, 0, 0, null, List.of(), null, List.of("No relying party knows of this pending request."))
                : new ExternalRootImpact(
                        2,
                        453,
                        4,
                        12L,
                        List.of(
                                new ExternalRootImpact.OfCatalog("contoso", 412),
                                new ExternalRootImpact.OfCatalog("fabrikam", 41)),
                        FakeFleet.now().plus(Duration.ofDays(900)),
                        List.of(
                                "Bundles and chains under this root are no longer available for any catalog.",
                                "Certificates that the root signed stay valid until they expire. Only the owner can revoke them."));
    }

    @Override
    public void removeRoot(UUID id, Reason why) {
        commands.add("remove " + id.getLeastSignificantBits() + ": " + why.reason());
    }

    private static String pem(String name) {
        try (InputStream file =
                Objects.requireNonNull(FakeAuthorities.class.getResourceAsStream("/certificates/" + name + ".pem"))) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
