package dev.holdfast.ui.feed;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.feed.NewOsRelease;
import dev.holdfast.contract.operator.feed.OsPromotion;
import dev.holdfast.contract.operator.feed.OsReleaseView;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.ui.claim.EndorsementClient;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.FileChoice;
import dev.holdfast.ui.component.FileRefusals;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TemporaryFiles;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Refusal;
import dev.holdfast.ui.shell.Visit;
import dev.holdfast.ui.text.Texts;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Uploads signed OS images and publishes them as a release. For installation owners. */
@Route("c/:catalog/os-feeds/release")
public class ReleaseView extends CatalogPage {
    private final transient FeedClient feeds;
    private final transient OsImageClient images;
    private final transient EndorsementClient endorsements;

    public ReleaseView(
            SignedIn signedIn,
            @RestClient FeedClient feeds,
            @RestClient OsImageClient images,
            @RestClient EndorsementClient endorsements) {
        super(signedIn, text("os-release.title"));
        addParent(text("os-feeds.title"), Links::osFeeds);
        this.feeds = feeds;
        this.images = images;
        this.endorsements = endorsements;
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
        OsParts parts = OsParts.of(endorsements.manufacturers(), feeds.releases(FeedClient.MAX));
        add(new Panel(text("os-release.new"), new ReleaseForm(feeds, images, parts, release -> {
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
        private final transient OsParts parts;
        private final transient Map<ImageId, ImageView> images = new LinkedHashMap<>();
        private final Div list = new Div();
        private final ComboBox<String> part = new ComboBox<>(text("os-release.part"));
        private final RadioButtonGroup<String> feed = new RadioButtonGroup<>(text("os-release.feed"));
        private final RadioButtonGroup<OsPromotion> promotion = new RadioButtonGroup<>(text("os-release.promotion"));
        private final FileRefusals refused = new FileRefusals();
        private final Button release = new Button(text("os-release.release"));

        ReleaseForm(FeedClient feeds, OsImageClient client, OsParts parts, Consumer<OsReleaseView> released) {
            this.feeds = feeds;
            this.client = client;
            this.released = released;
            this.parts = parts;
            feed.setItems(EVALUATION, RETAIL);
            feed.setItemLabelGenerator(name -> text("os-release.feed." + name));
            feed.setValue(EVALUATION);
            feed.addValueChangeListener(
                    chosen -> promotion.setVisible(chosen.getValue().equals(EVALUATION)));
            part.setWidthFull();
            part.setMaxWidth("100%");
            part.setItems(parts.endorsed());
            part.setAllowCustomValue(true);
            part.addCustomValueSetListener(
                    typed -> part.setValue(typed.getDetail().strip()));
            part.addValueChangeListener(chosen -> choosePart());
            part.setValue(parts.suggestion());
            choosePart();
            promotion.setItems(OsPromotion.AUTOMATIC, OsPromotion.MANUAL);
            promotion.setItemLabelGenerator(Texts::word);
            promotion.setValue(OsPromotion.AUTOMATIC);
            release.addThemeVariants(ButtonVariant.PRIMARY);
            release.addClickListener(clicked -> ask());
            list.getElement().setAttribute("aria-live", "polite");
            addClassName("hf-form");
            add(upload(), refused, list, part, feed, promotion, Styled.div("hf-actions", release));
            showImages();
        }

        private Div upload() {
            Upload upload = new Upload();
            upload.setI18n(FileChoice.texts());
            upload.setUploadButton(new Button(text("os-release.upload")));
            upload.setDropLabel(new Span(text("os-release.drop")));
            upload.setMaxFiles(NewOsRelease.MAX_IMAGES);
            upload.setMaxFileSize(OsImageClient.MAX_BYTES);
            upload.setUploadHandler(TemporaryFiles.passTo(this::take));
            upload.addAllFinishedListener(finished -> upload.clearFileList());
            upload.addFileRejectedListener(rejected -> refused.put(
                    rejected.getFileName(), text("os-release.too-large", Amount.bytes(OsImageClient.MAX_BYTES))));
            return Styled.div("hf-upload", upload, Styled.muted(text("os-release.add-images")));
        }

        void take(String name, File content) {
            refused.remove(name);
            try {
                ImageView image = client.upload(content);
                images.put(image.id(), image);
                showImages();
            } catch (RuntimeException failure) {
                refused.put(name, text("os-release.not-uploaded", name), Refusal.words(failure));
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

        /** Proposes Retail for the first release of a part: there is no release that it could replace. */
        private void choosePart() {
            String warning = warning();
            part.setHelperText(warning.isEmpty() ? text("os-release.part-hint") : warning);
            feed.setValue(parts.isReleased(part()) ? EVALUATION : RETAIL);
            check();
        }

        private String warning() {
            if (parts.endorsed().isEmpty()) {
                return text("os-release.no-parts");
            }
            return part().isEmpty() || parts.endorsed().contains(part()) ? "" : text("os-release.other-part", part());
        }

        private String part() {
            return part.getValue() == null ? "" : part.getValue();
        }

        private void check() {
            boolean valid = part().matches(NewOsRelease.PART);
            part.setInvalid(!valid && !part().isEmpty());
            release.setEnabled(!images.isEmpty() && valid);
        }

        private void ask() {
            boolean retail = feed.getValue().equals(RETAIL);
            new ActionDialog(
                            text("os-release.dialog.title", images.size(), part()),
                            Stream.of(text("os-release.dialog.effect-" + (retail ? "retail" : "evaluation")), warning())
                                    .filter(sentence -> !sentence.isEmpty())
                                    .toList(),
                            text("os-release.dialog.submit", feed.getValue()),
                            none -> released.accept(feeds.release(new NewOsRelease(
                                    part(),
                                    feed.getValue(),
                                    List.copyOf(images.keySet()),
                                    retail ? null : promotion.getValue()))))
                    .withoutReason()
                    .open();
        }
    }
}
