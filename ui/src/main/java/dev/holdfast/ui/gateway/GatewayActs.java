package dev.holdfast.ui.gateway;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.gateway.GatewayRevocation;
import dev.holdfast.contract.operator.gateway.GatewayView;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.ActionDialog;
import java.util.List;

/** The end of a gateway's certificate: of one in the list, or of one whose fingerprint somebody has. */
final class GatewayActs {
    /** How much of a fingerprint is typed. */
    static final int BEGINNING = 8;

    private static final List<String> CONSEQUENCES = List.of(
            "The gateway reaches nothing behind it within two seconds, also over connections that are open.",
            "Its devices get no challenge, no certificate and no report through until they reach another gateway, or this one has a"
                    + " new certificate. What they run, they keep running.",
            "There is no way back for this certificate: give the gateway a new one.");

    private final GatewayClient client;
    private final Runnable changed;

    /** Calls {@code changed} when one was revoked. */
    GatewayActs(GatewayClient client, Runnable changed) {
        this.client = client;
        this.changed = changed;
    }

    void revoke(GatewayView gateway) {
        String beginning = gateway.fingerprint().hex().substring(0, BEGINNING);
        new ActionDialog(
                        "Revoke the gateway's certificate " + beginning + "…",
                        CONSEQUENCES,
                        "Revoke",
                        reason -> revoke(gateway.fingerprint().hex(), reason, false))
                .atMost(Reason.MAX_LENGTH)
                .dangerous()
                .confirming(beginning, "First 8 digits of the fingerprint")
                .open();
    }

    /** For whoever has the certificate of a gateway, and finds it not in the list. */
    Button byFingerprint() {
        return new Button("Revoke by fingerprint…", clicked -> {
            TextField fingerprint = new TextField("Fingerprint");
            fingerprint.setHelperText("SHA-256 of the certificate, 64 hex digits, with or without colons");
            fingerprint.setWidthFull();
            fingerprint.setAutofocus(true);
            Checkbox evenIfUnknown = new Checkbox("Also if no gateway has ever shown it here");
            new ActionDialog(
                            "Revoke a gateway's certificate by its fingerprint",
                            CONSEQUENCES,
                            "Revoke",
                            reason -> revoke(fingerprint.getValue().strip(), reason, evenIfUnknown.getValue()))
                    .with(fingerprint, evenIfUnknown)
                    .atMost(Reason.MAX_LENGTH)
                    .dangerous()
                    .open();
        });
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
