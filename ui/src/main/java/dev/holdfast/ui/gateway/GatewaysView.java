package dev.holdfast.ui.gateway;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.gateway.GatewayRevocation;
import dev.holdfast.contract.operator.gateway.GatewayView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.DigestText;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Visit;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Which certificates gateways show, since when, from where; and the end of one that was stolen. */
@Route("c/:catalog/gateways")
public class GatewaysView extends CatalogPage {
    /** How much of a fingerprint is typed. */
    private static final int BEGINNING = 8;

    private static final List<String> CONSEQUENCES = List.of(
            "The gateway reaches nothing behind it within two seconds, also over connections that are open.",
            "Its devices get no challenge, no certificate and no report through until they reach another gateway, or this one has a"
                    + " new certificate. What they run, they keep running.",
            "There is no way back for this certificate: give the gateway a new one.");

    private final transient GatewayClient client;
    private transient Runnable changed = () -> {};

    public GatewaysView(SignedIn signedIn, @RestClient GatewayClient client) {
        super(signedIn, "Gateways");
        this.client = client;
    }

    @Override
    protected void show(Visit visit) {
        removeAll();
        PageHeader header = new PageHeader(title());
        add(header);
        if (!signedIn().me().installationOwner()) {
            add(new EmptyState(
                    Icon.GATEWAY,
                    "Gateways are for owners of the installation",
                    "They serve every catalog. Ask one of the owners."));
            return;
        }
        List<GatewayView> all = client.gateways();
        changed = () -> show(visit);
        header.say(sentence(all)).offer(byFingerprint());
        if (all.isEmpty()) {
            add(new EmptyState(
                    Icon.GATEWAY,
                    "No gateway has connected yet",
                    "Each is listed by its certificate from its first connection on, within a second."));
        } else {
            add(table(all));
        }
    }

    private static String sentence(List<GatewayView> all) {
        long good = all.stream().filter(GatewaysView::isGood).count();
        long revoked = all.stream().filter(one -> one.revokedAt() != null).count();
        return text("gateways.count", good) + (revoked == 0 ? "" : " · " + revoked + " revoked")
                + " · for the whole installation";
    }

    private static boolean isGood(GatewayView gateway) {
        return gateway.revokedAt() == null
                && (gateway.notAfter() == null || gateway.notAfter().isAfter(Instant.now()));
    }

    private Component table(List<GatewayView> all) {
        RowTable table =
                new RowTable("Gateways", "Certificate", "State", "First seen", "Last connected", "Good until", "Acts");
        for (GatewayView gateway : all) {
            table.row(
                    new Span(
                            DigestText.brief(gateway.fingerprint()),
                            new CopyButton(gateway.fingerprint().hex(), text("copy.fingerprint"))),
                    state(gateway),
                    TimeText.relative(gateway.firstSeen(), "never"),
                    lastSeen(gateway),
                    TimeText.relative(gateway.notAfter(), "–"),
                    gateway.revokedAt() == null ? revokeButton(gateway) : RowTable.words(""));
        }
        return new Panel("Certificates that gateways show", Styled.scrolling("hf-problem-box", "Gateways", table));
    }

    private static Component lastSeen(GatewayView gateway) {
        return gateway.lastSeen() == null
                ? RowTable.words("never")
                : new Div(TimeText.relative(gateway.lastSeen()), new Span(" from " + gateway.lastAddress()));
    }

    private static Component state(GatewayView gateway) {
        if (gateway.revokedAt() != null) {
            Div why = new Div(
                    StatusBadge.of(Tone.CONTRAINDICATED, Icon.CROSS, "Revoked"),
                    new Div(
                            TimeText.relative(gateway.revokedAt()),
                            new Span(" by " + gateway.revokedBy() + ": " + gateway.revokedReason())));
            if (gateway.firstSeen() == null) {
                why.add(new Div(new Span("No gateway ever showed it here.")));
            }
            return why;
        }
        return isGood(gateway)
                ? StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, "Lets in")
                : StatusBadge.of(Tone.UNKNOWN, Icon.CLOCK_BACK, "Expired");
    }

    private Button revokeButton(GatewayView gateway) {
        return Styled.small(
                "Revoke…", "Revoke " + gateway.fingerprint().hex().substring(0, BEGINNING), () -> revoke(gateway));
    }

    private void revoke(GatewayView gateway) {
        String fingerprint = gateway.fingerprint().hex();
        String beginning = fingerprint.substring(0, BEGINNING);
        dialog("Revoke the gateway's certificate " + beginning + "…", reason -> revoke(fingerprint, reason, false))
                .confirming(beginning, "First 8 digits of the fingerprint")
                .open();
    }

    /** For whoever has the certificate of a gateway, and finds it not in the list. */
    private Button byFingerprint() {
        return new Button("Revoke by fingerprint…", clicked -> {
            TextField fingerprint = new TextField("Fingerprint");
            fingerprint.setHelperText("SHA-256 of the certificate, 64 hex digits, with or without colons");
            fingerprint.setWidthFull();
            fingerprint.setAutofocus(true);
            Checkbox evenIfUnknown = new Checkbox("Also if no gateway has ever shown it here");
            dialog(
                            "Revoke a gateway's certificate by its fingerprint",
                            reason -> revoke(fingerprint.getValue().strip(), reason, evenIfUnknown.getValue()))
                    .with(fingerprint, evenIfUnknown)
                    .open();
        });
    }

    private static ActionDialog dialog(String title, Consumer<String> action) {
        return new ActionDialog(title, CONSEQUENCES, "Revoke", action).dangerous();
    }

    private void revoke(String fingerprint, String reason, boolean evenIfUnknown) {
        // As one segment of a path, whatever was pasted.
        String digits = fingerprint.replaceAll("[^0-9A-Za-z]", "");
        GatewayView revoked = client.revoke(
                digits.isEmpty() ? "-" : digits, new GatewayRevocation(reason, evenIfUnknown ? true : null));
        Toast.done(
                revoked.firstSeen() == null
                        ? "Revoked, but no gateway has ever shown this certificate: is it the right one?"
                        : "The gateway's certificate opens nothing any more");
        changed.run();
    }
}
