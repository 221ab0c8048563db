package dev.holdfast.ui.job;

import com.vaadin.flow.component.HasText;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import dev.holdfast.contract.operator.job.DeviceJobState;
import dev.holdfast.contract.operator.job.DeviceJobView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;

/** How far a job is, and what came of the devices. What changes, changes in its place. */
final class JobProgress extends Section {
    private final boolean running;
    private final ProgressBar bar = new ProgressBar(0, 1, 0);
    private final Paragraph words = new Paragraph();
    private final Outcome failure = new Outcome();
    private final Span done = new Span();
    private final Span changed = new Span();
    private final Span unchanged = new Span();
    private final Span refused = new Span();
    private final Facts facts = new Facts();
    private boolean begun;

    JobProgress(DeviceJobState state) {
        running = state == DeviceJobState.RUNNING;
        bar.getElement().setAttribute("aria-label", "Devices that the job has come to");
        words.getElement().setAttribute("aria-live", "polite");
        Div moving = new Div(bar, words);
        moving.setVisible(running);
        add(new Panel(running ? "Under way" : "What came of it", moving, failure, facts));
    }

    void show(DeviceJobView job) {
        if (!begun) {
            begin(job);
        }
        bar.setMax((double) Math.max(1, job.devicesInAll()));
        bar.setValue((double) job.devicesDone());
        set(words, JobWords.progress(job) + ". You may leave this page; it goes on.");
        set(done, JobWords.progress(job));
        set(changed, Amount.of(job.changed(), "device"));
        set(unchanged, Amount.of(job.unchanged(), "device"));
        set(refused, Amount.of(job.refused(), "device"));
        if (job.failure() == null) {
            failure.clear();
        } else {
            failure.say(running ? Tone.WARNING : Tone.CONTRAINDICATED, job.failure());
        }
    }

    private void begin(DeviceJobView job) {
        begun = true;
        facts.with("Devices", done)
                .with("Changed", changed)
                .with("Were so already", unchanged)
                .with("Left as they were", refused)
                .with("Begun by", job.startedBy())
                .with("Begun", TimeText.full(job.startedAt()));
        if (job.finishedAt() != null) {
            facts.with("Ended", TimeText.full(job.finishedAt()));
        }
        if (!job.reason().isEmpty()) {
            facts.with("Why", job.reason());
        }
    }

    private static void set(HasText where, String text) {
        if (!where.getText().equals(text)) {
            where.setText(text);
        }
    }
}
