package io.github.jobtide.gateway;

import io.github.jobtide.store.GroupKey;
import io.github.jobtide.store.Mark;
import io.github.jobtide.store.PushMode;

/**
 * A push as it came, before its body was looked at.
 *
 * @param body shared, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record ReceivedPush(GroupKey key, PushMode mode, Mark mark, BodyFormat format, Packing packing, byte[] body) {}
