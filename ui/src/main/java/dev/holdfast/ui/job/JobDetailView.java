package dev.holdfast.ui.job;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.job.DeviceJobRefusalPage;
import dev.holdfast.contract.operator.job.DeviceJobState;
import dev.holdfast.contract.operator.job.DeviceJobView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.FileDownload;
import dev.holdfast.ui.component.LiveUpdate;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.TableBox;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Crumb;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** A job: how far it is, what came of the devices, and which it left as they were. It goes on without this page. */
@Route("c/:catalog/devices/jobs/:job")
public class JobDetailView extends CatalogPage {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final int SHOWN = 100;

    private final transient DeviceJobClient client;
    private final Div content = new Div();
    private transient @Nullable Visit visit;
    private transient @Nullable DeviceJobView shown;

    /** Makes the page. */
    @Inject
    public JobDetailView(SignedIn signedIn, @RestClient DeviceJobClient client) {
        super(signedIn);
        this.client = client;
        content.addClassName("hf-stack");
        add(content);
        LiveUpdate.every(INTERVAL, this, this::refresh);
    }

    @Override
    protected void show(Visit arrival) {
        visit = arrival;
        shown = null;
        update(arrival, client.job(arrival.catalog(), id(arrival)));
    }

    @Override
    protected String title() {
        return shown == null ? "Job" : shown.summary();
    }

    @Override
    protected List<Crumb> crumbs() {
        return List.of(
                new Crumb("Devices", Links.devices(catalog())),
                new Crumb("Jobs", Links.jobs(catalog())),
                Crumb.here(title()));
    }

    private static String id(Visit arrival) {
        return arrival.path().get("job").orElseThrow(NotFoundException::new);
    }

    private void refresh() {
        if (visit != null && (shown == null || shown.state() == DeviceJobState.RUNNING)) {
            update(visit, client.job(visit.catalog(), id(visit)));
        }
    }

    private void update(Visit arrival, DeviceJobView job) {
        if (job.equals(shown)) {
            return;
        }
        shown = job;
        content.removeAll();
        content.add(header(arrival, job), summary(job));
        if (job.refused() > 0) {
            content.add(refusals(job));
        }
    }

    private PageHeader header(Visit arrival, DeviceJobView job) {
        PageHeader header =
                new PageHeader(title()).beside(JobWords.badge(job.state())).say(JobWords.which(job));
        if (job.state() == DeviceJobState.RUNNING && arrival.may(job.act().needs())) {
            header.offer(new Button(
                    "Cancel job", clicked -> update(arrival, client.cancel(arrival.catalog(), id(arrival)))));
        }
        return header;
    }

    private static Panel summary(DeviceJobView job) {
        Panel panel = new Panel(job.state() == DeviceJobState.RUNNING ? "Under way" : "What came of it");
        if (job.state() == DeviceJobState.RUNNING) {
            ProgressBar bar = new ProgressBar(0, Math.max(1, job.devicesInAll()), job.devicesDone());
            bar.getElement().setAttribute("aria-label", "Devices that the job has come to");
            Paragraph words = new Paragraph(JobWords.progress(job) + ". You may leave this page; it goes on.");
            words.getElement().setAttribute("aria-live", "polite");
            panel.add(bar, words);
        }
        if (job.failure() != null) {
            Outcome outcome = new Outcome();
            outcome.say(job.state() == DeviceJobState.RUNNING ? Tone.WARNING : Tone.CONTRAINDICATED, job.failure());
            panel.add(outcome);
        }
        Facts facts = new Facts()
                .with("Devices", JobWords.progress(job))
                .with("Changed", Amount.of(job.changed(), "device"))
                .with("Were so already", Amount.of(job.unchanged(), "device"))
                .with("Left as they were", Amount.of(job.refused(), "device"))
                .with("Begun by", job.startedBy())
                .with("Begun", TimeText.full(job.startedAt()));
        if (job.finishedAt() != null) {
            facts.with("Ended", TimeText.full(job.finishedAt()));
        }
        if (!job.reason().isEmpty()) {
            facts.with("Why", job.reason());
        }
        panel.add(facts);
        return panel;
    }

    private Component refusals(DeviceJobView job) {
        DeviceJobRefusalPage page = client.refusals(catalog(), job.id().toString(), SHOWN);
        RowTable table = new RowTable("Devices that were left as they were", "Device", "Why", "Code");
        page.refusals()
                .forEach(refusal -> table.row(
                        new Anchor(
                                Links.device(catalog(), refusal.deviceId()),
                                refusal.deviceId().shortText()),
                        RowTable.words(refusal.reason()),
                        RowTable.words(refusal.code())));
        Panel panel = new Panel("Left as they were", new TableBox("Devices that were left as they were", table));
        panel.beside(new FileDownload(
                "All of them as CSV",
                "job-" + job.id() + ".csv",
                "text/csv",
                () -> client.refusalsFile(catalog(), job.id().toString())));
        if (page.total() > page.refusals().size()) {
            panel.add(new Paragraph(
                    "The first " + page.refusals().size() + " of " + Amount.of(page.total(), "device") + "."));
        }
        return panel;
    }
}
