package dev.holdfast.backend.pki.revocation;

import com.github.benmanes.caffeine.cache.Cache;
import dev.holdfast.backend.pki.key.SigningThreads;
import dev.holdfast.connection.Caches;
import dev.holdfast.contract.id.Blob;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;

/**
 * OCSP responder (RFC 6960). The issuer's own key signs responses, so they need no responder certificate. Certificates that were never
 * issued are unknown. A nonce is echoed (RFC 9654). A response without a nonce is signed once and reused until a status changes, or until
 * half of its validity has passed.
 */
@ApplicationScoped
public class OcspResponder {
    /** Validity of a response. */
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final int MAX_SIGNED = 10_000;

    private static final DigestCalculatorProvider DIGESTS = new BcDigestCalculatorProvider();

    private final CertificateStatuses statuses;
    private final SigningThreads threads;
    private final Clock clock;
    private final Cache<Question, Signed> signed = Caches.begin()
            .maximumSize(MAX_SIGNED)
            .expireAfterWrite(LIFETIME.dividedBy(2))
            .build();

    /** Certificates of an issuer. */
    private record Question(String issuer, Blob certificates) {}

    /** Response, and the statuses that it reports. */
    private record Signed(Map<SerialNumber, Optional<RevokedEntry>> statuses, Blob response) {}

    OcspResponder(CertificateStatuses statuses, SigningThreads threads, Clock clock) {
        this.statuses = statuses;
        this.threads = threads;
        this.clock = clock;
    }

    /** Returns the encoded response; malformed (empty) requests and requests about other issuers get an error response. */
    Uni<Blob> answer(Issuer issuer, Optional<OcspRequest> read) {
        if (read.isEmpty()) {
            return Uni.createFrom().item(failure(OCSPRespBuilder.MALFORMED_REQUEST));
        }
        OcspRequest question = read.get();
        if (!question.certificates().stream().allMatch(one -> isOf(one, issuer))) {
            return Uni.createFrom().item(failure(OCSPRespBuilder.UNAUTHORIZED));
        }
        List<SerialNumber> serials = question.certificates().stream()
                .map(one -> SerialNumber.of(one.getSerialNumber()))
                .toList();
        return statuses.of(issuer, serials).chain(found -> signed(issuer, question, found));
    }

    private Uni<Blob> signed(Issuer issuer, OcspRequest request, Map<SerialNumber, Optional<RevokedEntry>> found) {
        Blob certificates = request.question();
        if (certificates == null) {
            return threads.run(() -> sign(issuer, request, found));
        }
        Question question = new Question(issuer.id(), certificates);
        Signed known = signed.getIfPresent(question);
        return known != null && known.statuses.equals(found)
                ? Uni.createFrom().item(known.response)
                : threads.run(() -> sign(issuer, request, found))
                        .invoke(response -> signed.put(question, new Signed(found, response)));
    }

    /** Returns an error response without content. */
    static Blob failure(int status) {
        try {
            return Blob.of(new OCSPRespBuilder().build(status, null).getEncoded());
        } catch (OCSPException | IOException e) {
            throw new IllegalStateException("cannot encode the OCSP response", e);
        }
    }

    private Blob sign(Issuer issuer, OcspRequest question, Map<SerialNumber, Optional<RevokedEntry>> found) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        try {
            BasicOCSPRespBuilder answer = new BasicOCSPRespBuilder(
                    issuer.authority().certificate().getSubjectPublicKeyInfo(), DIGESTS.get(RespID.HASH_SHA1));
            for (CertificateID certificate : question.certificates()) {
                answer.addResponse(
                        certificate,
                        status(found, SerialNumber.of(certificate.getSerialNumber())),
                        Date.from(now),
                        Date.from(now.plus(LIFETIME)),
                        null);
            }
            if (question.nonce() != null) {
                answer.setResponseExtensions(new Extensions(question.nonce()));
            }
            return Blob.of(new OCSPRespBuilder()
                    .build(
                            OCSPRespBuilder.SUCCESSFUL,
                            answer.build(issuer.authority().signer(), null, Date.from(now)))
                    .getEncoded());
        } catch (OCSPException | OperatorCreationException e) {
            throw new IllegalStateException("cannot encode the OCSP response", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode the OCSP response", e);
        }
    }

    private static boolean isOf(CertificateID certificate, Issuer issuer) {
        try {
            return certificate.matchesIssuer(issuer.authority().certificate(), DIGESTS);
        } catch (OCSPException e) {
            // Unknown digest.
            return false;
        }
    }

    /** Returns unknown for certificates that were never issued. The library represents the status good as null. */
    private static CertificateStatus status(Map<SerialNumber, Optional<RevokedEntry>> found, SerialNumber serial) {
        return found.containsKey(serial)
                ? found.getOrDefault(serial, Optional.empty())
                        .<CertificateStatus>map(entry -> new RevokedStatus(Date.from(entry.at()), entry.reason()))
                        .orElse(CertificateStatus.GOOD)
                : new UnknownStatus();
    }
}
