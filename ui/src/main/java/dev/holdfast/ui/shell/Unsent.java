package dev.holdfast.ui.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinSession;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What somebody wrote and could not send, until they open the same dialog on the same page again: confirming who they are leads away
 * from the page and takes the dialog with it. Kept in the session, the newest 20.
 */
final class Unsent implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 20;

    private final Texts texts;
    private final String key;

    /** Of the dialog with that title. */
    Unsent(String dialog) {
        UI ui = UI.getCurrent();
        key = (ui == null ? "" : ui.getActiveViewLocation().getPath()) + " " + dialog;
        texts = Texts.ofSession();
    }

    String text() {
        return texts.getOrDefault(key, "");
    }

    void keep(String text) {
        texts.put(key, text);
    }

    void forget() {
        texts.remove(key);
    }

    private static final class Texts extends LinkedHashMap<String, String> {
        private static final long serialVersionUID = 1L;

        static Texts ofSession() {
            VaadinSession session = VaadinSession.getCurrent();
            if (session == null) {
                return new Texts();
            }
            Texts known = session.getAttribute(Texts.class);
            Texts texts = known == null ? new Texts() : known;
            session.setAttribute(Texts.class, texts);
            return texts;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    }
}
