// The threads of one process: the caller is lane 0, the others sleep until there is work for them.
// Start at `open` and `close`. A job is open while the caller works on it too; a lane that wakes
// too late finds it closed, so that a short superstep pays for a signal and never for a sleep.
// Own pthreads, not Dispatch, for the size of their stacks: a proof attempt that fits on the main
// thread must fit on every lane, else results would depend on the lane.
// Source: L. Valiant, A bridging model for parallel computation, CACM 33 (1990).

import Glibc

/// A team of threads that work on one job at a time. Starting is lazy: no second thread exists
/// before the first `open`. They end when the crew is released.
public final class Crew: Sendable {
  /// Number of threads, the calling one included (count).
  public let lanes: Int
  private let room: CrewRoom

  /// A crew of `lanes` threads. *Requires*: at least one.
  public init(lanes: Int) {
    precondition(lanes > 0, "a crew of \(lanes)")
    self.lanes = lanes
    room = CrewRoom()
  }

  deinit { room.dismiss() }

  /// Offers a job to lanes 1 ..< lanes; each that wakes before `close` calls `job` once with its
  /// number. *Requires*: the caller is not in a job of this crew, and the last one is closed.
  public func open(_ job: @escaping @Sendable (Int) -> Void) {
    guard lanes > 1 else { return }
    room.hire(lanes - 1)
    room.open(job)
  }

  /// Ends the offer and waits for the lanes that accepted it. *Ensures*: what they wrote is seen.
  public func close() {
    guard lanes > 1 else { return }
    room.close()
  }
}

/// What the threads of a crew share. Fields below the locks are read and written under `mutex`.
private final class CrewRoom: @unchecked Sendable {
  let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  let wake = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  let idle = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  var threads: [pthread_t] = []
  var job: (@Sendable (Int) -> Void)?
  var generation = 0
  var inside = 0
  var dismissed = false

  init() {
    mutex.initialize(to: pthread_mutex_t())
    wake.initialize(to: pthread_cond_t())
    idle.initialize(to: pthread_cond_t())
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(wake, nil)
    pthread_cond_init(idle, nil)
  }

  deinit {
    pthread_cond_destroy(wake)
    pthread_cond_destroy(idle)
    pthread_mutex_destroy(mutex)
    wake.deallocate()
    idle.deallocate()
    mutex.deallocate()
  }

  /// The usual main stack is 8 MB; the lanes' are larger, and cost address space only. Not much
  /// larger: under `ulimit -v` or strict overcommit, address space is dear.
  static let stackBytes = 16 << 20

  func hire(_ count: Int) {
    while threads.count < count {
      var attributes = pthread_attr_t()
      pthread_attr_init(&attributes)
      pthread_attr_setstacksize(&attributes, Self.stackBytes)
      let newcomer = Unmanaged.passRetained(Newcomer(number: threads.count + 1, room: self))
      var thread = pthread_t()
      let failure = pthread_create(&thread, &attributes, liveOnLane, newcomer.toOpaque())
      pthread_attr_destroy(&attributes)
      // Fewer lanes give the same results, later: no thread to be had is no error.
      guard failure == 0 else { return newcomer.release() }
      threads.append(thread)
    }
  }

  func open(_ job: @escaping @Sendable (Int) -> Void) {
    pthread_mutex_lock(mutex)
    self.job = job
    generation += 1
    pthread_cond_broadcast(wake)
    pthread_mutex_unlock(mutex)
  }

  func close() {
    pthread_mutex_lock(mutex)
    job = nil
    while inside > 0 { pthread_cond_wait(idle, mutex) }
    pthread_mutex_unlock(mutex)
  }

  func dismiss() {
    pthread_mutex_lock(mutex)
    dismissed = true
    pthread_cond_broadcast(wake)
    pthread_mutex_unlock(mutex)
    for thread in threads { pthread_join(thread, nil) }
    threads = []
  }

  func live(on lane: Int) {
    var done = 0
    pthread_mutex_lock(mutex)
    while !dismissed {
      if let job, generation != done {
        done = generation
        inside += 1
        pthread_mutex_unlock(mutex)
        job(lane)
        pthread_mutex_lock(mutex)
        inside -= 1
        if inside == 0 { pthread_cond_signal(idle) }
      } else {
        pthread_cond_wait(wake, mutex)
      }
    }
    pthread_mutex_unlock(mutex)
  }
}

/// What a new thread is told.
private final class Newcomer {
  let number: Int
  let room: CrewRoom

  init(number: Int, room: CrewRoom) {
    self.number = number
    self.room = room
  }
}

private func liveOnLane(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let pointer else { return nil }
  let newcomer = Unmanaged<Newcomer>.fromOpaque(pointer).takeRetainedValue()
  newcomer.room.live(on: newcomer.number)
  return nil
}
