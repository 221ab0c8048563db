package dev.holdfast.ui.component;

import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.id.Digest;
import org.jspecify.annotations.Nullable;

/** A SHA-256 digest in groups of eight digits. Groups that differ from another digest are marked, to compare two lines at a glance. */
public final class DigestText extends Code {
    private static final int GROUP = 8;
    private static final int SHORT = 16;

    private DigestText(String hex, @Nullable String other) {
        addClassName("hf-digest");
        for (int start = 0; start < hex.length(); start += GROUP) {
            String group = hex.substring(start, Math.min(hex.length(), start + GROUP));
            Span part = new Span(group);
            if (other != null && !other.startsWith(group, start)) {
                part.addClassName("hf-differs");
            }
            add(part);
        }
    }

    public static DigestText of(Digest digest) {
        return new DigestText(digest.hex(), null);
    }

    /** Shows the whole digest, and where it differs from {@code other}. */
    public static DigestText against(Digest digest, Digest other) {
        return new DigestText(digest.hex(), other.hex());
    }

    /** Shows the first sixteen digits, the whole on hover; for lists. */
    public static DigestText brief(Digest digest) {
        DigestText text = new DigestText(digest.hex().substring(0, SHORT), null);
        text.getElement().setAttribute("title", digest.hex());
        return text;
    }
}
