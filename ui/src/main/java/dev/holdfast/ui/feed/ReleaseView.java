package dev.holdfast.ui.feed;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
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
import dev.holdfast.ui.component.FileChoice;
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
import dev.holdfast.ui.text.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Uploads signed OS images and publishes them as a release. For installation owners. */
@Route("c/:catalog/os-feeds/release")
public class ReleaseView extends CatalogPage {
    private final transient FeedClient feeds;
    private final transient OsImageClient images;

    public ReleaseView(SignedIn signedIn, @RestClient FeedClient feeds, @RestClient OsImageClient images) {
        super(signedIn, text("os-release.title"));
        addParent(text("os-feeds.title"), Links::osFeeds);
        this.feeds = feeds;
        this.images = images;
    }

    @Override
    protected void show(Visit visit) {
        removeAll();
        add(new PageHeader(title()).say(text("os-release.summary")));
        if (!signedIn().me().installationOwner()) {
            add(new EmptyState(
                    Icon.INSTALLED,
                    text("os-release.owners-only"),
                    text("os-release.ask-owner"),
                    new Anchor(Links.osFeeds(visit.catalog()), text("os-release.show-feeds"))));
            return;
        }
        String newestPart =
                feeds.releases(1).stream().findFirst().map(OsReleaseView::part).orElse("");
        add(new Panel(text("os-release.new"), new ReleaseForm(feeds, images, newestPart, release -> {
            String offering = String.join(", ", release.offeredBy());
            Toast.done(text("os-release.done", release.name(), release.part(), offering));
            Links.go(this, Links.osFeeds(visit.catalog()));
        })));
    }

    /** Collects images, part and feed of a release. Uploaded images stay stored if they are removed from the release. */
    static final class ReleaseForm extends Div {
        private static final String RETAIL = "Retail";
        private static final String EVALUATION = "RetailEval";

        private final transient FeedClient feeds;
        private final transient OsImageClient client;
        private final transient Consumer<OsReleaseView> released;
        private final transient Map<ImageId, ImageView> images = new LinkedHashMap<>();
        private final Div list = new Div();
        private final TextField part = new TextField(text("os-release.part"));
        private final RadioButtonGroup<String> feed = new RadioButtonGroup<>(text("os-release.feed"));
        private final RadioButtonGroup<OsPromotion> promotion = new RadioButtonGroup<>(text("os-release.promotion"));
        private final Outcome outcome = new Outcome();
        private final Button release = new Button(text("os-release.release"));

        /** Makes a form with {@code suggested} as the part; empty for none. */
        ReleaseForm(FeedClient feeds, OsImageClient client, String suggested, Consumer<OsReleaseView> released) {
            this.feeds = feeds;
            this.client = client;
            this.released = released;
            part.setHelperText(text("os-release.part-hint"));
            part.setWidthFull();
            part.setMaxWidth("100%");
            part.setPattern(NewOsRelease.PART);
            part.setValueChangeMode(ValueChangeMode.EAGER);
            part.setValue(suggested);
            part.addValueChangeListener(typed -> check());
            feed.setItems(EVALUATION, RETAIL);
            feed.setItemLabelGenerator(name -> text("os-release.feed." + name));
            feed.setValue(EVALUATION);
            feed.addValueChangeListener(
                    chosen -> promotion.setVisible(chosen.getValue().equals(EVALUATION)));
            promotion.setItems(OsPromotion.AUTOMATIC, OsPromotion.MANUAL);
            promotion.setItemLabelGenerator(Texts::word);
            promotion.setValue(OsPromotion.AUTOMATIC);
            release.addThemeVariants(ButtonVariant.PRIMARY);
            release.addClickListener(clicked -> ask());
            list.getElement().setAttribute("aria-live", "polite");
            addClassName("hf-form");
            add(upload(), outcome, list, part, feed, promotion, Styled.div("hf-actions", release));
            showImages();
        }

        private Div upload() {
            Upload upload = new Upload();
            upload.setI18n(FileChoice.texts());
            upload.setUploadButton(new Button(text("os-release.upload")));
            upload.setDropLabel(new Span(text("os-release.drop")));
            upload.setMaxFiles(NewOsRelease.MAX_IMAGES);
            upload.setMaxFileSize(OsImageClient.MAX_BYTES);
            upload.setUploadHandler(UploadHandler.inMemory((file, content) -> take(file.fileName(), content)));
            upload.addAllFinishedListener(finished -> upload.clearFileList());
            upload.addFileRejectedListener(rejected -> outcome.say(
                    Tone.CONTRAINDICATED, text("os-release.too-large", Amount.bytes(OsImageClient.MAX_BYTES))));
            return Styled.div("hf-upload", upload, Styled.muted(text("os-release.add-images")));
        }

        void take(String name, byte[] content) {
            outcome.clear();
            try {
                ImageView image = client.upload(content);
                images.put(image.id(), image);
                showImages();
            } catch (RuntimeException failure) {
                Div words = new Div(new Paragraph(text("os-release.not-uploaded", name)), Refusal.words(failure));
                outcome.show(Tone.CONTRAINDICATED, words);
            }
        }

        private void showImages() {
            list.removeAll();
            if (images.isEmpty()) {
                list.add(Styled.note(text("os-release.no-images")));
            } else {
                RowTable table = new RowTable(
                        text("os-release.images"),
                        text("os-release.column.image"),
                        text("os-release.column.type"),
                        text("os-release.column.security-version"),
                        text("os-release.column.size"),
                        text("os-release.column.actions"));
                images.values()
                        .forEach(image -> table.row(
                                RowTable.words(image.name()),
                                RowTable.words(image.type()),
                                RowTable.words(Long.toString(image.securityVersion())),
                                RowTable.words(Amount.bytes(image.length())),
                                Styled.small(
                                        text("os-release.remove"), text("os-release.remove.of", image.name()), () -> {
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
                            text(
                                    "os-release.dialog.title",
                                    images.size(),
                                    part.getValue().strip()),
                            text("os-release.dialog.effect-" + (retail ? "retail" : "evaluation")),
                            text("os-release.dialog.submit", feed.getValue()),
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
