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

/** Lists the certificates of gateways and revokes stolen ones. For installation owners. */
@Route("c/:catalog/gateways")
public class GatewaysView extends CatalogPage {
    /** The number of digits of a fingerprint that a person types to confirm. */
    private static final int BEGINNING = 8;

    private final transient GatewayClient client;
    private transient Runnable changed = () -> {};

    public GatewaysView(SignedIn signedIn, @RestClient GatewayClient client) {
        super(signedIn, text("gateways.title"));
        this.client = client;
    }

    @Override
    protected void show(Visit visit) {
        removeAll();
        PageHeader header = new PageHeader(title());
        add(header);
        if (!signedIn().me().installationOwner()) {
            add(new EmptyState(Icon.GATEWAY, text("gateways.denied.title"), text("gateways.denied.text")));
            return;
        }
        List<GatewayView> all = client.gateways();
        changed = () -> show(visit);
        header.say(sentence(all)).offer(byFingerprint());
        if (all.isEmpty()) {
            add(new EmptyState(Icon.GATEWAY, text("gateways.empty.title"), text("gateways.empty.text")));
        } else {
            add(table(all));
        }
    }

    private static String sentence(List<GatewayView> all) {
        long valid = all.stream().filter(GatewaysView::isValid).count();
        long revoked = all.stream().filter(one -> one.revokedAt() != null).count();
        return text("gateways.summary", valid, revoked);
    }

    private static boolean isValid(GatewayView gateway) {
        return gateway.revokedAt() == null
                && (gateway.notAfter() == null || gateway.notAfter().isAfter(Instant.now()));
    }

    private Component table(List<GatewayView> all) {
        RowTable table = new RowTable(
                title(),
                text("gateways.column.certificate"),
                text("gateways.column.state"),
                text("gateways.column.first-seen"),
                text("gateways.column.last-connected"),
                text("gateways.column.expires"),
                text("gateways.column.actions"));
        for (GatewayView gateway : all) {
            table.row(
                    new Span(
                            DigestText.brief(gateway.fingerprint()),
                            new CopyButton(gateway.fingerprint().hex(), text("copy.fingerprint"))),
                    state(gateway),
                    TimeText.relative(gateway.firstSeen(), text("gateways.never")),
                    lastSeen(gateway),
                    TimeText.relative(gateway.notAfter(), "–"),
                    gateway.revokedAt() == null ? revokeButton(gateway) : RowTable.words(""));
        }
        return new Panel(text("gateways.table"), table);
    }

    private static Component lastSeen(GatewayView gateway) {
        return gateway.lastSeen() == null
                ? RowTable.words(text("gateways.never"))
                : Styled.div(
                        "hf-two-lines",
                        TimeText.relative(gateway.lastSeen()),
                        Styled.muted(text("gateways.address", gateway.lastAddress())));
    }

    private static Component state(GatewayView gateway) {
        if (gateway.revokedAt() != null) {
            return new Div(
                    StatusBadge.of(Tone.CONTRAINDICATED, Icon.BLOCKED, text("gateways.state.revoked")),
                    new Div(TimeText.relative(gateway.revokedAt())),
                    Styled.muted(text("gateways.revoked-by", gateway.revokedBy(), gateway.revokedReason())));
        }
        return isValid(gateway)
                ? StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, text("gateways.state.valid"))
                : StatusBadge.of(Tone.UNKNOWN, Icon.CLOCK_BACK, text("gateways.state.expired"));
    }

    private Button revokeButton(GatewayView gateway) {
        String beginning = gateway.fingerprint().hex().substring(0, BEGINNING);
        return Styled.small(
                text("gateways.revoke.open"), text("gateways.revoke.name", beginning), () -> revoke(gateway));
    }

    private void revoke(GatewayView gateway) {
        String fingerprint = gateway.fingerprint().hex();
        String beginning = fingerprint.substring(0, BEGINNING);
        dialog(text("gateways.revoke.title", beginning), reason -> revoke(fingerprint, reason, false))
                .confirming(beginning, text("gateways.revoke.confirm", BEGINNING))
                .open();
    }

    /** Makes the button that revokes a certificate by its fingerprint, also if the list does not contain it. */
    private Button byFingerprint() {
        return new Button(text("gateways.revoke-unlisted.open"), clicked -> {
            TextField fingerprint = new TextField(text("gateways.fingerprint.label"));
            fingerprint.setHelperText(text("gateways.fingerprint.hint"));
            fingerprint.setWidthFull();
            fingerprint.setAutofocus(true);
            Checkbox evenIfUnknown = new Checkbox(text("gateways.revoke-unlisted.unknown"));
            dialog(
                            text("gateways.revoke-unlisted.title"),
                            reason -> revoke(fingerprint.getValue().strip(), reason, evenIfUnknown.getValue()))
                    .with(fingerprint, evenIfUnknown)
                    .open();
        });
    }

    private static ActionDialog dialog(String title, Consumer<String> action) {
        List<String> effects = List.of(
                text("gateways.revoke.effect.access"),
                text("gateways.revoke.effect.devices"),
                text("gateways.revoke.effect.final"));
        return new ActionDialog(title, effects, text("gateways.revoke.submit"), action).dangerous();
    }

    private void revoke(String fingerprint, String reason, boolean evenIfUnknown) {
        // Other characters in pasted text, or no text, would change the path of the request. The API refuses "-" as a
        // fingerprint.
        String digits = fingerprint.replaceAll("[^0-9A-Za-z]", "");
        GatewayView revoked = client.revoke(
                digits.isEmpty() ? "-" : digits, new GatewayRevocation(reason, evenIfUnknown ? true : null));
        Toast.done(text(revoked.firstSeen() == null ? "gateways.revoke.done-unknown" : "gateways.revoke.done"));
        changed.run();
    }
}
