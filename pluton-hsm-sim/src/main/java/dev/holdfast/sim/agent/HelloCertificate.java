package dev.holdfast.sim.agent;

import dev.holdfast.sim.hsm.KeyRole;
import dev.holdfast.sim.hsm.Pluton;
import dev.holdfast.sim.hsm.PlutonKey;
import dev.holdfast.sim.hsm.PlutonProvider;
import java.math.BigInteger;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificate of a device that has none yet: signed by the chip's general key itself, with the device ID as common
 * name. Only the silicon maker's endorsement gives it meaning.
 */
public final class HelloCertificate {
    private static final Duration LIFE = Duration.ofDays(1);
    /** Devices' clocks are off. */
    private static final Duration SKEW = Duration.ofHours(1);

    private HelloCertificate() {}

    /** Makes one for {@code pluton}. */
    public static TlsIdentity of(Pluton pluton, Instant now) {
        PlutonKey key = pluton.key(KeyRole.GENERAL);
        X500Principal name = new X500Principal("CN=" + pluton.deviceId().text());
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.valueOf(now.getEpochSecond()),
                    Date.from(now.minus(SKEW)),
                    Date.from(now.plus(LIFE)),
                    name,
                    key.publicKey().toJca());
            var signer = new JcaContentSignerBuilder("SHA256withECDSA")
                    .setProvider(new PlutonProvider())
                    .build(key);
            return new TlsIdentity(
                    key, List.of(new JcaX509CertificateConverter().getCertificate(builder.build(signer))));
        } catch (OperatorCreationException | CertificateException e) {
            throw new IllegalStateException("Pluton cannot sign its hello certificate", e);
        }
    }
}
