# A template: OWNER, VERSION and SHA256 follow from a release (RELEASING.md). The package needs no other npm package.
class SwasLocal < Formula
  desc "Alibaba Cloud's Simple Application Server on your own machine"
  homepage "https://github.com/OWNER/swas-local"
  url "https://registry.npmjs.org/swas-local/-/swas-local-VERSION.tgz"
  sha256 "SHA256"
  license "Apache-2.0"

  depends_on "node"

  def install
    system "npm", "install", *std_npm_args
    bin.install_symlink libexec.glob("bin/*")
  end

  service do
    run [opt_bin/"swas-local", "start"]
    environment_variables DATA_DIR: var/"swas-local"
    keep_alive true
    log_path var/"log/swas-local.log"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/swas-local --version")
  end
end
