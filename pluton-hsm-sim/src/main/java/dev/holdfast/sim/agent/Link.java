package dev.holdfast.sim.agent;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * A device's way to the network, which all its connections share: as good as its {@link NetworkQuality}, and at times
 * down or dead. From any thread.
 */
public final class Link {
    /** What becomes of data. */
    public enum State {
        /** It passes. */
        UP,
        /** There is no network: connections end at once, without a goodbye, and new ones are not made. */
        DOWN,
        /**
         * Half open: connections are made and stay, but nothing passes, not even their end. The other side holds a
         * connection that nobody uses until its own patience ends.
         */
        DEAD
    }

    private final RandomGenerator random;
    private final Set<Channel> channels = ConcurrentHashMap.newKeySet(2);
    private volatile NetworkQuality quality;
    private volatile State state = State.UP;
    private volatile boolean powered = true;

    /**
     * Makes a link that is up.
     *
     * @param random decides which packets are lost
     */
    public Link(NetworkQuality quality, RandomGenerator random) {
        this.quality = quality;
        this.random = random;
    }

    /** Makes a link that changes nothing. */
    static Link perfect() {
        return new Link(NetworkQuality.PERFECT, RandomGenerator.getDefault());
    }

    /** Returns how good it is. */
    public NetworkQuality quality() {
        return quality;
    }

    /** Makes it better or worse, from the next packet on. */
    public void quality(NetworkQuality now) {
        quality = now;
    }

    /** Returns what becomes of data. */
    public State state() {
        return state;
    }

    /** Changes what becomes of data. Leaving {@link State#DEAD} or entering {@link State#DOWN} ends all connections. */
    public void state(State now) {
        State before = state;
        state = now;
        if (now == State.DOWN || (before == State.DEAD && now != State.DEAD)) {
            cut();
        }
    }

    /** The device's radio is switched on. */
    void powerOn() {
        powered = true;
    }

    /**
     * The device loses power: all connections end without a goodbye, and what is still under way on the device makes no new
     * ones, however long it had waited for its turn.
     */
    void powerOff() {
        powered = false;
        cut();
    }

    /** Returns whether a connection can be tried. */
    boolean isUsable() {
        return powered && state != State.DOWN;
    }

    /** Ends all connections without a goodbye, as a loss of power does. */
    void cut() {
        for (Channel channel : channels) {
            channel.eventLoop().execute(() -> cut(channel));
        }
    }

    /** On the channel's event loop, where it cannot close in between: a closed socket takes no options. */
    private static void cut(Channel channel) {
        if (channel.isOpen()) {
            LinkHandler handler = channel.pipeline().get(LinkHandler.class);
            if (handler != null) {
                handler.sever();
            }
            // Below TLS and below this link, so that neither says goodbye; a reset instead of an orderly end.
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.unsafe().close(channel.voidPromise());
        }
    }

    /** Returns how many connections lie on this link, abandoned ones included. */
    int connections() {
        return channels.size();
    }

    void joined(Channel channel) {
        channels.add(channel);
        if (!isUsable()) {
            cut();
        }
    }

    void left(Channel channel) {
        channels.remove(channel);
    }

    /** Draws whether a packet is lost. */
    boolean loses(double share) {
        synchronized (random) {
            return random.nextDouble() < share;
        }
    }
}
