document.addEventListener("submit", function (event) {
  var form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  setTimeout(function () { delete form.dataset.sent; }, 8000);
});
addEventListener("pageshow", function () {
  Array.prototype.forEach.call(document.forms, function (form) { delete form.dataset.sent; });
});
document.addEventListener("change", function (event) {
  var input = event.target;
  if (input.type !== "file" || !window.createImageBitmap || !window.DataTransfer) return;
  var kept = new DataTransfer();
  Promise.all(Array.prototype.map.call(input.files, function (file) {
    return createImageBitmap(file, { imageOrientation: "from-image" }).then(function (picture) {
      var scale = Math.min(1, 1600 / Math.max(picture.width, picture.height));
      var canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      return new Promise(function (done) { canvas.toBlob(done, "image/jpeg", 0.8); });
    }).then(function (blob) {
      return blob && blob.size < file.size ? new File([blob], "photo.jpg", { type: "image/jpeg" }) : file;
    }).catch(function () { return file; });
  })).then(function (files) {
    files.forEach(function (file) { kept.items.add(file); });
    input.files = kept.files;
  });
});
