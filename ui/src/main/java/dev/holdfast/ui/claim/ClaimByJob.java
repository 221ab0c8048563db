package dev.holdfast.ui.claim;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.job.DeviceJobView;
import dev.holdfast.contract.operator.job.DeviceSelection;
import dev.holdfast.contract.operator.job.NewClaimJob;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.FileChoice;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.job.DeviceJobClient;
import dev.holdfast.ui.shell.Go;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Claims the devices of a large file into one group by a job, which goes on without anybody who waits. Its page says how far it is and which devices it
 * left, and stops it.
 */
final class ClaimByJob extends Div {
    /** A line of 128 digits each, and some more. */
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private final transient DeviceJobClient client;
    private final String catalog;
    private final ClaimTarget target;
    private final Paragraph chosen = new Paragraph();
    private final Div problems = new Div();
    private final Button begin = Styled.primary("Begin the job", this::begin);
    private final Outcome outcome = new Outcome();
    private transient ClaimList list = ClaimList.NONE;

    /** Offers {@code targets}, at least one. */
    ClaimByJob(DeviceJobClient client, String catalog, List<ClaimList.Target> targets) {
        this.client = client;
        this.catalog = catalog;
        this.target = new ClaimTarget(targets, this::check);
        FileChoice upload = new FileChoice(
                "Choose file of device IDs",
                MOST_BYTES,
                this::take,
                () -> outcome.say(
                        Tone.CONTRAINDICATED,
                        "This file was not read: it may have at most " + Amount.bytes(MOST_BYTES) + "."));
        Span hint = Styled.muted(String.format(
                Locale.ROOT,
                "128 hexadecimal digits each, separated by lines, blanks or commas; at most %,d. Makers' lists must give them to"
                        + " this catalog: a job takes no proofs.",
                DeviceSelection.MOST));
        Div choice = Styled.div("hf-upload", upload, hint);
        chosen.getElement().setAttribute("aria-live", "polite");
        begin.setDisableOnClick(true);
        addClassName("hf-form");
        add(target, choice, problems, chosen, Styled.div("hf-actions", begin), outcome);
        check();
    }

    /** Takes a file, ready to be claimed. */
    void take(String name, byte[] content) {
        list = ClaimList.of(new String(content, StandardCharsets.UTF_8), DeviceSelection.MOST);
        outcome.clear();
        problems.removeAll();
        problems.add(ProblemLines.of(list));
        int devices = list.rows().size();
        chosen.setText(name + ": "
                + (devices > DeviceSelection.MOST
                        ? "more than " + Amount.of(DeviceSelection.MOST, "device")
                        : Amount.of(devices, "device")));
        check();
    }

    private void check() {
        begin.setEnabled(!list.rows().isEmpty() && list.problems().isEmpty() && target.isChosen());
    }

    private void begin() {
        try {
            ClaimList.Target into = target.chosen();
            DeviceJobView job = client.claim(catalog, new NewClaimJob(list.devices(), into.product(), into.group()));
            Toast.done(job.summary() + ": begun");
            Go.to(this, Links.job(catalog, job.id()));
        } catch (RuntimeException failure) {
            outcome.show(Tone.CONTRAINDICATED, Refusal.words(failure));
        } finally {
            check();
        }
    }
}
