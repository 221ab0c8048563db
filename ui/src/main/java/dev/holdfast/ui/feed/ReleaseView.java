package dev.holdfast.ui.feed;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.UploadHandler;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.feed.NewOsRelease;
import dev.holdfast.contract.operator.feed.OsPromotion;
import dev.holdfast.contract.operator.feed.OsReleaseView;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Refusal;
import dev.holdfast.ui.shell.Visit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** From the images that a silicon manufacturer signed to a release in a feed; for owners of the installation. */
@Route("c/:catalog/os-feeds/release")
public class ReleaseView extends CatalogPage {
    private final transient FeedClient feeds;
    private final transient OsImageClient images;

    public ReleaseView(SignedIn signedIn, @RestClient FeedClient feeds, @RestClient OsImageClient images) {
        super(signedIn, "Release an operating system");
        under("OS feeds", Links::osFeeds);
        this.feeds = feeds;
        this.images = images;
    }

    @Override
    protected void show(Visit visit) {
        removeAll();
        add(new PageHeader(title())
                .say("It is for the whole installation: every catalog's devices get it by their feed"));
        if (!signedIn().me().installationOwner()) {
            add(new EmptyState(
                    Icon.INSTALLED,
                    "Releasing is for owners of the installation",
                    "It concerns every catalog. Ask one of them.",
                    new Anchor(Links.osFeeds(visit.catalog()), "Show the OS feeds")));
            return;
        }
        String part =
                feeds.releases(1).stream().findFirst().map(OsReleaseView::part).orElse("");
        add(new Panel("Images, part and feed", new ReleaseForm(feeds, images, part, release -> {
            Toast.done("Release " + release.name() + " for " + release.part() + " is in "
                    + String.join(" and ", release.offeredBy()));
            Links.go(this, Links.osFeeds(visit.catalog()));
        })));
    }

    /** Collects what a release consists of. Images are stored once uploaded; those chosen here make the release. */
    static final class ReleaseForm extends Div {
        private static final String RETAIL = "Retail";
        private static final String EVALUATION = "RetailEval";

        private final transient FeedClient feeds;
        private final transient OsImageClient client;
        private final transient Consumer<OsReleaseView> released;
        private final transient Map<ImageId, ImageView> images = new LinkedHashMap<>();
        private final Div list = new Div();
        private final TextField part = new TextField("Part");
        private final RadioButtonGroup<String> feed = new RadioButtonGroup<>("Feed");
        private final RadioButtonGroup<OsPromotion> promotion = new RadioButtonGroup<>("From RetailEval to Retail");
        private final Outcome outcome = new Outcome();
        private final Button release = new Button("Release…");

        /** Suggests {@code usual} as the part; empty for none. */
        ReleaseForm(FeedClient feeds, OsImageClient client, String usual, Consumer<OsReleaseView> released) {
            this.feeds = feeds;
            this.client = client;
            this.released = released;
            part.setHelperText("SKU of the chips, as their manufacturer's endorsement list has it, such as MT3620AN");
            part.setWidth("26rem");
            part.setMaxWidth("100%");
            part.setPattern(NewOsRelease.PART);
            part.setValueChangeMode(ValueChangeMode.EAGER);
            part.setValue(usual);
            part.addValueChangeListener(typed -> check());
            feed.setItems(EVALUATION, RETAIL);
            feed.setItemLabelGenerator(name ->
                    name.equals(RETAIL) ? "Retail: every group at once" : "RetailEval: the OS Evaluation groups first");
            feed.setValue(EVALUATION);
            feed.addValueChangeListener(
                    chosen -> promotion.setVisible(chosen.getValue().equals(EVALUATION)));
            promotion.setItems(OsPromotion.AUTOMATIC, OsPromotion.BY_HAND);
            promotion.setItemLabelGenerator(
                    how -> how == OsPromotion.AUTOMATIC ? "By itself after 14 days" : "When somebody promotes it");
            promotion.setValue(OsPromotion.AUTOMATIC);
            release.addThemeVariants(ButtonVariant.PRIMARY);
            release.addClickListener(clicked -> ask());
            list.getElement().setAttribute("aria-live", "polite");
            Div acts = Styled.div("hf-actions", release);
            addClassName("hf-form");
            add(upload(), outcome, list, part, feed, promotion, acts);
            showImages();
        }

        private Div upload() {
            Upload upload = new Upload();
            upload.setMaxFiles(NewOsRelease.MOST_IMAGES);
            upload.setMaxFileSize(OsImageClient.MOST_BYTES);
            upload.setUploadHandler(UploadHandler.inMemory((file, content) -> take(file.fileName(), content)));
            upload.addAllFinishedListener(finished -> upload.clearFileList());
            upload.addFileRejectedListener(rejected -> outcome.say(
                    Tone.CONTRAINDICATED,
                    "A file was not read: image packages have at most " + Amount.bytes(OsImageClient.MOST_BYTES)
                            + "."));
            return Styled.div(
                    "hf-upload",
                    upload,
                    Styled.muted(
                            "All images of the release, each signed by a trusted silicon manufacturer. Together they must be whole, of"
                                    + " one version, and newer than what the part has."));
        }

        void take(String name, byte[] content) {
            outcome.clear();
            try {
                ImageView image = client.upload(content);
                images.put(image.id(), image);
                showImages();
            } catch (RuntimeException failure) {
                Div words = new Div(new Paragraph(name + " was not taken."), Refusal.words(failure));
                outcome.show(Tone.CONTRAINDICATED, words);
            }
        }

        private void showImages() {
            list.removeAll();
            if (images.isEmpty()) {
                list.add(Styled.note("No image yet."));
            } else {
                RowTable table =
                        new RowTable("Images of the release", "Image", "Type", "Security version", "Size", "Remove");
                images.values()
                        .forEach(image -> table.row(
                                RowTable.words(image.name()),
                                RowTable.words(image.type()),
                                RowTable.words(Long.toString(image.securityVersion())),
                                RowTable.words(Amount.bytes(image.length())),
                                Styled.small("Remove", "Remove " + image.name(), () -> {
                                    images.remove(image.id());
                                    showImages();
                                })));
                list.add(table);
            }
            check();
        }

        private void check() {
            release.setEnabled(!images.isEmpty() && part.getValue().strip().matches(NewOsRelease.PART));
        }

        private void ask() {
            boolean retail = feed.getValue().equals(RETAIL);
            new ActionDialog(
                            "Release " + Amount.of(images.size(), "image") + " for "
                                    + part.getValue().strip(),
                            "Groups of feed " + feed.getValue()
                                    + ", in every catalog, get it at their devices' next contact"
                                    + (retail ? "" : "; Retail has it later")
                                    + ". What it measures is good from then on, and older"
                                    + " releases are outdated.",
                            "Release into " + feed.getValue(),
                            none -> released.accept(feeds.release(new NewOsRelease(
                                    part.getValue().strip(),
                                    feed.getValue(),
                                    List.copyOf(images.keySet()),
                                    retail ? null : promotion.getValue()))))
                    .withoutReason()
                    .open();
        }
    }
}
