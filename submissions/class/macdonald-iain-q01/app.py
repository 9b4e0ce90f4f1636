from flask import Flask, jsonify, request

app = Flask(__name__)


@app.route("/users/<int:user_id>")
def get_user(user_id):
    active = request.args.get("active", "true") == "true"
    return jsonify({"user_id": user_id, "active": active})


if __name__ == "__main__":
    app.run(debug=True)
