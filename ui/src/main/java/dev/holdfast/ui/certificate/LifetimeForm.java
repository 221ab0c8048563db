package dev.holdfast.ui.certificate;

import dev.holdfast.contract.operator.authority.CertificateLifetime;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.NumberForm;
import dev.holdfast.ui.shell.Seen;
import java.util.List;

/** Changes how long device certificates live; says first what that does. */
final class LifetimeForm extends NumberForm<CertificateLifetime> {
    private final transient AuthorityClient client;
    private final String catalog;

    LifetimeForm(AuthorityClient client, String catalog, Seen<CertificateLifetime> seen, Runnable changed) {
        super(
                seen,
                CertificateLifetime::hours,
                "hour",
                CertificateLifetime.MAX_HOURS,
                "1 to " + CertificateLifetime.MAX_HOURS + ", a week; as installed " + CertificateLifetime.DEFAULT_HOURS,
                changed);
        this.client = client;
        this.catalog = catalog;
    }

    /** Says what another number of hours would do. */
    static List<String> effects(int before, int after) {
        String length = Amount.of(after, "hour");
        return List.of(
                "Certificates that are issued from now on live for " + length
                        + ". Those that devices have stay valid until they expire.",
                after < before
                        ? "A device that cannot renew, because it or Holdfast is not reachable, loses its services and its"
                                + " trust after " + length + "; it was " + Amount.of(before, "hour") + "."
                        : "A device that is stolen or taken over keeps what it has for up to " + length
                                + ", unless somebody revokes it and relying parties ask; it was "
                                + Amount.of(before, "hour") + ".");
    }

    @Override
    protected ActionDialog asking(int before, int after, Runnable act) {
        return new ActionDialog(
                "Let certificates live for " + amount(after),
                effects(before, after),
                after < before ? "Make it shorter" : "Make it longer",
                none -> act.run());
    }

    @Override
    protected String change(String tag, int wanted) {
        client.change(catalog, tag, new CertificateLifetime(wanted));
        return "Certificates live for " + amount(wanted) + " from now on";
    }
}
