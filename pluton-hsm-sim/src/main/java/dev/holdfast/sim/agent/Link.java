package dev.holdfast.sim.agent;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * A device's network, shared by its connections: its {@link NetworkQuality}, and outages. Safe for use from any thread.
 */
public final class Link {
    /** Whether data passes. */
    public enum State {
        /** Data passes. */
        UP,
        /** No network: connections are reset at once, and new ones fail. */
        DOWN,
        /**
         * Half open: connections are established and stay, but nothing passes, not even a close. The other side keeps
         * an unused connection until its timeout.
         */
        DEAD
    }

    private final RandomGenerator random;
    private final boolean metered;
    private final Set<Channel> channels = ConcurrentHashMap.newKeySet(2);
    private volatile NetworkQuality quality;
    /** Quality with the running software, if that is worse than usual. */
    private volatile Optional<NetworkQuality> degraded = Optional.empty();

    private volatile State state = State.UP;
    private volatile boolean powered = true;

    /**
     * Makes a link in state {@link State#UP}, which is not metered.
     *
     * @param random decides which packets are lost
     */
    public Link(NetworkQuality quality, RandomGenerator random) {
        this(quality, random, false);
    }

    /**
     * Makes a link in state {@link State#UP}.
     *
     * @param random decides which packets are lost
     * @param metered whether traffic costs money
     */
    public Link(NetworkQuality quality, RandomGenerator random, boolean metered) {
        this.quality = quality;
        this.random = random;
        this.metered = metered;
    }

    /** Returns a link that changes nothing. */
    static Link perfect() {
        return new Link(NetworkQuality.PERFECT, RandomGenerator.getDefault());
    }

    public NetworkQuality quality() {
        return degraded.orElse(quality);
    }

    /** Overrides the quality from the next packet on; empty for the usual quality. */
    void degrade(Optional<NetworkQuality> to) {
        degraded = to;
    }

    /** Changes the quality from the next packet on. */
    public void quality(NetworkQuality now) {
        quality = now;
    }

    boolean isMetered() {
        return metered;
    }

    public State state() {
        return state;
    }

    /** Changes the state. Leaving {@link State#DEAD} or entering {@link State#DOWN} resets all connections. */
    public void state(State now) {
        State before = state;
        state = now;
        if (now == State.DOWN || (before == State.DEAD && now != State.DEAD)) {
            cut();
        }
    }

    /** Switches the device's radio on. */
    void powerOn() {
        powered = true;
    }

    /** Cuts the power: all connections end without a close. Steps that are still active or queued open no new ones. */
    void powerOff() {
        powered = false;
        cut();
    }

    /** Returns whether a connection attempt makes sense. */
    boolean isUsable() {
        return powered && state != State.DOWN;
    }

    /** Resets all connections, without a close. */
    void cut() {
        for (Channel channel : channels) {
            channel.eventLoop().execute(() -> cut(channel));
        }
    }

    /** Runs on the channel's event loop, where the socket cannot close in between: a closed socket takes no options. */
    private static void cut(Channel channel) {
        if (channel.isOpen()) {
            LinkHandler handler = channel.pipeline().get(LinkHandler.class);
            if (handler != null) {
                handler.sever();
            }
            // Closes the socket below TLS and this link, so that neither sends a close. SO_LINGER 0 makes the close a
            // reset.
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.unsafe().close(channel.voidPromise());
        }
    }

    /** Returns the number of connections, abandoned ones included. */
    int connections() {
        return channels.size();
    }

    /** Adds a connection. If the link has no network, resets all connections. */
    void joined(Channel channel) {
        channels.add(channel);
        if (!isUsable()) {
            cut();
        }
    }

    void left(Channel channel) {
        channels.remove(channel);
    }

    /** Decides at random whether a packet is lost. */
    boolean loses(double share) {
        synchronized (random) {
            return random.nextDouble() < share;
        }
    }
}
