import CLibCrypto
import TextEncoding

/// The SHA-256 digest (FIPS 180-4) of bytes that come in pieces, by the system's libcrypto.
final class SHA256 {
  private let context = EVP_MD_CTX_new()

  init() { EVP_DigestInit_ex(context, EVP_sha256(), nil) }

  deinit { EVP_MD_CTX_free(context) }

  func update(_ bytes: UnsafeRawBufferPointer) { EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) }

  /// The digest in hexadecimal digits; nothing may be added after it.
  func finish() -> String {
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count: UInt32 = 0
    EVP_DigestFinal_ex(context, &digest, &count)
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: digest.prefix(Int(count)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The digest of `file` in hexadecimal digits.
  static func digest(of file: FileBytes) -> String {
    let digest = SHA256()
    file.withBytes { digest.update($0) }
    return digest.finish()
  }

  /// The digest of `bytes` in hexadecimal digits.
  static func digest(of bytes: [UInt8]) -> String {
    let digest = SHA256()
    bytes.withUnsafeBytes { digest.update($0) }
    return digest.finish()
  }
}
