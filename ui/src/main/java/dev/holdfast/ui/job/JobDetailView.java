package dev.holdfast.ui.job;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.job.DeviceJobState;
import dev.holdfast.contract.operator.job.DeviceJobView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.LiveUpdate;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.time.Duration;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** A job: progress, result and refused devices. */
@Route("c/:catalog/devices/jobs/:job")
public class JobDetailView extends CatalogPage {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final transient DeviceJobClient client;
    private final Div content = new Div();
    private transient @Nullable Visit visit;
    private transient @Nullable DeviceJobView shown;
    private transient @Nullable Panels panels;

    private record Panels(JobProgress progress, JobProgress.JobRefusals refusals) {}

    public JobDetailView(SignedIn signedIn, @RestClient DeviceJobClient client) {
        super(signedIn, text("job.title"));
        openToScopedRoles();
        addParent(text("devices.title"), Links::devices);
        addParent(text("jobs.title"), Links::jobs);
        this.client = client;
        content.addClassName("hf-stack");
        add(content);
        LiveUpdate.every(INTERVAL, this, this::refresh);
    }

    @Override
    protected void show(Visit arrival) {
        visit = arrival;
        shown = null;
        update(arrival, client.job(arrival.catalog(), arrival.path("job")));
    }

    void refresh() {
        if (visit != null && (shown == null || shown.state() == DeviceJobState.RUNNING)) {
            update(visit, client.job(visit.catalog(), visit.path("job")));
        }
    }

    /** Updates components in place to keep focus and scroll position. Replaces them only if the state changes. */
    private void update(Visit arrival, DeviceJobView job) {
        if (job.equals(shown)) {
            return;
        }
        changeTitle(job.summary());
        Panels kept = panels;
        if (shown == null || kept == null || shown.state() != job.state()) {
            kept = new Panels(
                    new JobProgress(job.state()), new JobProgress.JobRefusals(client, arrival.catalog(), job.id()));
            content.removeAll();
            content.add(header(arrival, job), kept.progress(), kept.refusals());
        }
        kept.progress().show(job);
        kept.refusals().show(job);
        panels = kept;
        shown = job;
    }

    /** A role in a product or device group only allows cancelling one's own jobs. */
    private boolean mayCancel(Visit arrival, DeviceJobView job) {
        Permission needed = job.operation().needs();
        return arrival.may(needed)
                || (withScopedRoles(arrival).mayHere(needed)
                        && job.startedBy().equals(signedIn().me().name()));
    }

    private PageHeader header(Visit arrival, DeviceJobView job) {
        PageHeader header = new PageHeader(job.summary())
                .beside(JobProgress.JobWords.badge(job.state()))
                .say(JobProgress.JobWords.selection(job));
        if (job.state() == DeviceJobState.RUNNING && mayCancel(arrival, job)) {
            header.offer(new Button(
                    text("job.cancel"),
                    clicked -> update(arrival, client.cancel(arrival.catalog(), arrival.path("job")))));
        }
        return header;
    }
}
