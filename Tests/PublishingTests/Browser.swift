// A headless Chromium under remote control, for `BrowserTests.swift`: real keys, real layout, and a
// record of what pages load and complain of. Start at `Browser.init` and `open`. It is spoken to
// over two named pipes, one JSON object a message, ended by a zero byte; so no port and no driver is needed.
// Source: Chrome DevTools Protocol, domains Target, Page, Runtime, Log, Network, Input, Emulation.

import Foundation
import Testing

/// One browser with one page. Each test starts its own and ends it with `close`.
final class Browser {
  /// The first that is installed; nil if none is.
  static let path: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
    for name in ["chromium", "chromium-browser", "google-chrome"] {
      for folder in folders {
        let path = "\(folder)/\(name)"
        if FileManager.default.isExecutableFile(atPath: path) { return path }
      }
    }
    print("SKIPPED: the browser tests of the site; there is no chromium (apt-get install chromium)")
    return nil
  }()

  /// What went wrong between us and the browser, never what is wrong with a page.
  struct Failure: Error, CustomStringConvertible { let description: String }

  private let process = Process()
  private let (input, output): (Int32, Int32)
  private var pending: [UInt8] = []
  private var lastID = 0
  private var session: String?
  /// What the page said without being asked, since `open`.
  private var events: [(method: String, parameters: [String: Any])] = []

  /// Starts a browser whose files are in a folder.
  init(folder: String, isDark: Bool = false, width: Int = 375, height: Int = 740) throws {
    for pipe in ["to", "from"] {
      guard mkfifo("\(folder)/\(pipe)", 0o600) == 0 else {
        throw Failure(description: "no named pipe in \(folder)")
      }
    }
    // Opened for both, so that neither side waits for the other to come.
    (input, output) = (
      Foundation.open("\(folder)/to", O_RDWR | O_CLOEXEC),
      Foundation.open("\(folder)/from", O_RDWR | O_CLOEXEC)
    )
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c", "cd \"$0\" && exec \"$@\" 3<to 4>from", folder, try #require(Self.path), "--headless",
      "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
      "--disable-extensions", "--disable-background-networking",
      "--user-data-dir=\(folder)/profile",
      "--remote-debugging-pipe", "about:blank",
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let target = try call("Target.createTarget", ["url": "about:blank"])["targetId"]
    session =
      try call("Target.attachToTarget", ["targetId": target ?? "", "flatten": true])["sessionId"]
      as? String
    for domain in ["Page", "Runtime", "Log", "Network"] { try call("\(domain).enable") }
    try resize(width: width, height: height)
    try call(
      "Emulation.setEmulatedMedia",
      ["features": [["name": "prefers-color-scheme", "value": isDark ? "dark" : "light"]]])
  }

  /// Ends the browser.
  func close() {
    session = nil
    _ = try? call("Browser.close")
    process.waitUntilExit()
    Foundation.close(input)
    Foundation.close(output)
  }

  // MARK: what a person does

  /// Makes the window so large, in CSS pixels.
  func resize(width: Int, height: Int) throws {
    try call(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": false])
  }

  /// Opens a file and waits until it is loaded.
  func open(_ path: String) throws {
    events = []
    let url = URL(fileURLWithPath: path).absoluteString
    let answer = try call("Page.navigate", ["url": url])
    if let error = answer["errorText"] { throw Failure(description: "\(path): \(error)") }
    try waitForPage()
  }

  /// Waits for the page that is being opened.
  func waitForPage() throws {
    while !events.contains(where: { $0.method == "Page.loadEventFired" }) { try receive() }
  }

  /// Presses a key and lets go of it. What it causes has happened when this returns, but for loading.
  func press(_ key: String, isShifted: Bool = false) throws {
    let codes = ["Tab": 9, "Enter": 13, "Escape": 27, " ": 32, "ArrowUp": 38, "ArrowDown": 40]
    let text = key == "Enter" ? "\r" : key.count == 1 ? key : ""
    var parameters: [String: Any] = [
      "type": text.isEmpty ? "rawKeyDown" : "keyDown", "key": key,
      "windowsVirtualKeyCode": codes[key] ?? 0, "modifiers": isShifted ? 8 : 0,
    ]
    if !text.isEmpty { parameters["text"] = text }
    try call("Input.dispatchKeyEvent", parameters)
    parameters["type"] = "keyUp"
    parameters["text"] = nil
    try call("Input.dispatchKeyEvent", parameters)
  }

  /// Presses Enter on what leads to another page, and waits for that.
  func follow() throws {
    events = []
    try press("Enter")
    try waitForPage()
  }

  /// Presses Tab until the focus is on the first thing that a selector of CSS fits.
  func tab(to selector: String) throws {
    for _ in 0..<2_000 {
      try press("Tab")
      if try value("document.activeElement.matches('\(selector)')", as: Bool.self) { return }
    }
    throw Failure(description: "the key Tab does not reach \(selector)")
  }

  /// Presses the keys of a text.
  func type(_ text: String) throws {
    for character in text { try press(String(character)) }
  }

  // MARK: what there is to see

  /// The value of an expression of JavaScript in the page.
  func value<Value>(_ expression: String, as type: Value.Type = Value.self) throws -> Value {
    let answer = try call(
      "Runtime.evaluate",
      ["expression": expression, "returnByValue": true, "awaitPromise": true])
    let result = answer["result"] as? [String: Any]
    guard answer["exceptionDetails"] == nil, let value = result?["value"] as? Value else {
      throw Failure(description: "\(expression) gave \(answer)")
    }
    return value
  }

  /// What the page wrote to the console, threw, or could not load, since it was opened.
  var complaints: [String] {
    events.compactMap { event in
      let parameters = event.parameters
      let told: Any? =
        switch event.method {
        case "Runtime.exceptionThrown": parameters["exceptionDetails"]
        case "Runtime.consoleAPICalled": parameters["args"]
        case "Log.entryAdded": (parameters["entry"] as? [String: Any])?["text"]
        case "Network.loadingFailed": parameters["errorText"]
        default: nil
        }
      return told.map { "\(event.method): \($0)" }
    }
  }

  /// The addresses that the page asked for since it was opened.
  var requests: [String] {
    events.filter { $0.method == "Network.requestWillBeSent" }.compactMap {
      ($0.parameters["request"] as? [String: Any])?["url"] as? String
    }
  }

  // MARK: messages

  @discardableResult
  func call(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
    lastID += 1
    var message: [String: Any] = ["id": lastID, "method": method, "params": parameters]
    if let session { message["sessionId"] = session }
    var bytes = Array(try JSONSerialization.data(withJSONObject: message)) + [0]
    while !bytes.isEmpty {
      let count = write(input, bytes, bytes.count)
      guard count > 0 else { throw Failure(description: "\(method) could not be sent") }
      bytes.removeFirst(count)
    }
    while true {
      let answer = try receive()
      guard answer["id"] as? Int == lastID else { continue }
      if let error = answer["error"] { throw Failure(description: "\(method): \(error)") }
      return answer["result"] as? [String: Any] ?? [:]
    }
  }

  /// The next message; events are kept. Throws if there is none for a minute.
  @discardableResult
  private func receive() throws -> [String: Any] {
    while true {
      if let end = pending.firstIndex(of: 0) {
        let data = Data(pending[..<end])
        pending.removeSubrange(...end)
        let message = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
        if let method = message["method"] as? String {
          events.append((method, message["params"] as? [String: Any] ?? [:]))
        }
        return message
      }
      var waiting = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, 60_000) == 1 else {
        process.terminate()
        throw Failure(description: "the browser has nothing to say for a minute")
      }
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = read(output, &buffer, buffer.count)
      guard count > 0 else { throw Failure(description: "the browser is gone") }
      pending += buffer[..<count]
    }
  }
}
