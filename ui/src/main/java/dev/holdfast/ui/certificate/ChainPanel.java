package dev.holdfast.ui.certificate;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.authority.AuthorityStatus;
import dev.holdfast.contract.operator.authority.CatalogAuthorityView;
import dev.holdfast.contract.operator.authority.CertificateLifetime;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.FileDownload;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** The chain as a tree: root, policy authority, trusted authorities of the catalog, device certificates. */
final class ChainPanel extends Div {
    private static final int HEX = 16;

    private final transient AuthorityActions actions;

    /** {@code above} are the certificates above the catalog's authorities, the root first; empty while no authority signs. */
    ChainPanel(
            List<X509Certificate> above,
            List<CatalogAuthorityView> authorities,
            CertificateLifetime lifetime,
            AuthorityActions actions) {
        this.actions = actions;
        UnorderedList tree = Styled.as("hf-chain", new UnorderedList());
        UnorderedList level = tree;
        for (int depth = 0; depth < above.size(); depth++) {
            ListItem item = new ListItem(certificateCard(depth, above.get(depth)));
            level.add(item);
            UnorderedList below = new UnorderedList();
            item.add(below);
            level = below;
        }
        for (CatalogAuthorityView authority : authorities) {
            ListItem item = new ListItem(authorityCard(authority));
            if (authority.status() == AuthorityStatus.ACTIVE) {
                item.add(new UnorderedList(new ListItem(devices(authority, lifetime))));
            }
            level.add(item);
        }
        add(new Panel(text("certificates.chain.title"), tree));
    }

    private static Component certificateCard(int depth, X509Certificate certificate) {
        return card(
                head(new H3(text(depth == 0 ? "certificates.chain.root" : "certificates.chain.policy-authority"))),
                facts(
                        certificate.getSubjectX500Principal().getName(),
                        certificate.getNotAfter().toInstant(),
                        thumbprint(certificate),
                        certificate.getSerialNumber().toString(HEX)));
    }

    private Component authorityCard(CatalogAuthorityView authority) {
        Facts facts =
                facts(authority.subject(), authority.notAfter(), authority.thumbprint(), authority.serialNumber());
        boolean next = RotationCalendar.isNext(authority, Instant.now());
        facts.with(
                text(next ? "certificates.authority.signs-from" : "certificates.authority.signs-since"),
                TimeText.full(authority.activeFrom()));
        return card(
                head(
                        new H3(text("certificates.authority", authority.generation())),
                        RotationCalendar.badge(authority),
                        actions.of(authority)),
                facts.with(text("certificates.authority.created"), TimeText.full(authority.createdAt()))
                        .with(
                                text("certificates.authority.crl"),
                                address(
                                        text("certificates.authority.crl"),
                                        authority.addresses().revocationList()))
                        .with(
                                text("certificates.authority.ocsp"),
                                address(
                                        text("certificates.authority.ocsp"),
                                        authority.addresses().ocsp()))
                        .with(
                                text("certificates.authority.address"),
                                address(
                                        text("certificates.authority.address"),
                                        authority.addresses().certificate())));
    }

    private static Component devices(CatalogAuthorityView authority, CertificateLifetime lifetime) {
        return card(
                head(new H3(text("certificates.chain.devices"))),
                new Paragraph(text("certificates.chain.devices.text", authority.generation(), lifetime.hours())));
    }

    private static Div card(Component... content) {
        return Styled.div("hf-link", content);
    }

    private static Div head(Component... content) {
        return Styled.div("hf-link-head", content);
    }

    private static Facts facts(String subject, Instant end, String thumbprint, String serial) {
        return new Facts()
                .with(text("certificates.fact.subject"), new Code(subject))
                .with(text("certificates.fact.valid-until"), TimeText.full(end))
                .with(
                        text("certificates.fact.fingerprint"),
                        new Code(thumbprint),
                        new CopyButton(thumbprint, text("copy.fingerprint")))
                .with(
                        text("certificates.fact.serial-number"),
                        new Code(serial),
                        new CopyButton(serial, text("copy.serial-number")));
    }

    /** Shows an address for relying parties: a URL, or only its path if the installation has no public URL. */
    private static Component[] address(String name, String address) {
        return new Component[] {new Code(address), new CopyButton(address, text("copy.address-of", name))};
    }

    private static String thumbprint(X509Certificate certificate) {
        try {
            return Digest.sha256(certificate.getEncoded()).json();
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("cannot encode the certificate", e);
        }
    }

    /** Certificates and requests in PEM. */
    static final class Pem {
        static final String MEDIA_TYPE = "application/x-pem-file";

        private Pem() {}

        static FileDownload file(String words, String file, String pem) {
            return new FileDownload(words, file, MEDIA_TYPE, () -> pem.getBytes(StandardCharsets.US_ASCII));
        }

        /** Returns the certificates above the first one of a chain, the root first. */
        static List<X509Certificate> above(String chain) {
            try {
                return CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(chain.getBytes(StandardCharsets.US_ASCII)))
                        .stream()
                        .map(X509Certificate.class::cast)
                        .skip(1)
                        .toList()
                        .reversed();
            } catch (CertificateException e) {
                throw new IllegalArgumentException("the chain of the authority cannot be read", e);
            }
        }
    }
}
