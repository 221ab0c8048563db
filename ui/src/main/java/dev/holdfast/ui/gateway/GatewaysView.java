package dev.holdfast.ui.gateway;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.gateway.GatewayView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.DigestText;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.TableBox;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Which certificates gateways show, since when, from where; and the end of one that was stolen. */
@Route("c/:catalog/gateways")
public class GatewaysView extends CatalogPage {
    private final transient SignedIn signedIn;
    private final transient GatewayClient client;

    /** Makes the page. */
    @Inject
    public GatewaysView(SignedIn signedIn, @RestClient GatewayClient client) {
        super(signedIn);
        this.signedIn = signedIn;
        this.client = client;
    }

    @Override
    protected void show(Visit visit) {
        removeAll();
        PageHeader header = new PageHeader(title());
        add(header);
        if (!signedIn.me().installationOwner()) {
            add(new EmptyState(
                    Icon.GATEWAY,
                    "Gateways are for owners of the installation",
                    "They serve every catalog. Ask one of the owners."));
            return;
        }
        List<GatewayView> all = client.gateways();
        GatewayActs acts = new GatewayActs(client, () -> show(visit));
        header.say(sentence(all)).offer(acts.byFingerprint());
        if (all.isEmpty()) {
            add(new EmptyState(
                    Icon.GATEWAY,
                    "No gateway has connected yet",
                    "Each is listed by its certificate from its first connection on, within a second."));
        } else {
            add(table(all, acts));
        }
    }

    @Override
    protected String title() {
        return "Gateways";
    }

    private static String sentence(List<GatewayView> all) {
        long good = all.stream().filter(GatewaysView::isGood).count();
        long revoked = all.stream().filter(one -> one.revokedAt() != null).count();
        return Amount.of(good, "certificate lets gateways in", "certificates let gateways in")
                + (revoked == 0 ? "" : " · " + revoked + " revoked") + " · for the whole installation";
    }

    private static boolean isGood(GatewayView gateway) {
        return gateway.revokedAt() == null
                && (gateway.notAfter() == null || gateway.notAfter().isAfter(Instant.now()));
    }

    private static Component table(List<GatewayView> all, GatewayActs acts) {
        RowTable table =
                new RowTable("Gateways", "Certificate", "State", "First seen", "Last connected", "Good until", "Acts");
        for (GatewayView gateway : all) {
            table.row(
                    new Span(
                            DigestText.brief(gateway.fingerprint()),
                            new CopyButton(gateway.fingerprint().hex(), "fingerprint")),
                    state(gateway),
                    TimeText.relative(gateway.firstSeen(), "never"),
                    lastSeen(gateway),
                    TimeText.relative(gateway.notAfter(), "–"),
                    gateway.revokedAt() == null ? revoke(gateway, acts) : RowTable.words(""));
        }
        return new Panel("Certificates that gateways show", new TableBox("Gateways", table));
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

    private static Button revoke(GatewayView gateway, GatewayActs acts) {
        Button revoke = new Button("Revoke…", clicked -> acts.revoke(gateway));
        revoke.addThemeVariants(ButtonVariant.SMALL);
        revoke.setAriaLabel("Revoke " + gateway.fingerprint().hex().substring(0, GatewayActs.BEGINNING));
        return revoke;
    }
}
